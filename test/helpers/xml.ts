import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';

/** A test case of a JUnit file. */
export interface JunitCase {
  name: string;
  classname: string;
  failure?: { message: string; type: string; text: string };
  skipped?: string;
  output: string;
}

/** Parses JUnit XML with an XML parser that stops at the first mistake; the counts must agree with the cases. */
export function readJunit(text: string): JunitCase[] {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
  const cases = [...document.getElementsByTagName('testcase')].map(readCase);
  const failures = cases.filter((one) => one.failure).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  for (const suite of [...document.getElementsByTagName('testsuite')]) {
    const counts = ['tests', 'failures', 'skipped'].map((name) => suite.getAttribute(name));
    if (counts.join() !== `${cases.length},${failures},${skipped}`)
      throw new Error(`wrong counts: ${counts}`);
  }
  return cases;
}

function readCase(element: Element): JunitCase {
  const attribute = (of: Element, name: string): string => of.getAttribute(name) ?? '';
  const [failure] = [...element.getElementsByTagName('failure')];
  const [skipped] = [...element.getElementsByTagName('skipped')];
  const [output] = [...element.getElementsByTagName('system-out')];
  return {
    name: attribute(element, 'name'),
    classname: attribute(element, 'classname'),
    ...(failure && {
      failure: {
        message: attribute(failure, 'message'),
        type: attribute(failure, 'type'),
        text: failure.textContent ?? '',
      },
    }),
    ...(skipped && { skipped: attribute(skipped, 'message') }),
    output: output?.textContent ?? '',
  };
}
