import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';

/** A test case of a JUnit file. */
export interface JunitCase {
  name: string;
  classname: string;
  failure?: { message: string; type: string; text: string };
  output: string;
}

/** Parses JUnit XML with an XML parser that stops at the first mistake; the counts must agree with the cases. */
export function readJunit(text: string): JunitCase[] {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
  const cases = [...document.getElementsByTagName('testcase')].map(readCase);
  const failures = cases.filter((one) => one.failure).length;
  for (const suite of [...document.getElementsByTagName('testsuite')]) {
    const counts = [suite.getAttribute('tests'), suite.getAttribute('failures')];
    if (counts.join() !== `${cases.length},${failures}`) throw new Error(`wrong counts: ${counts}`);
  }
  return cases;
}

function readCase(element: Element): JunitCase {
  const attribute = (of: Element, name: string): string => of.getAttribute(name) ?? '';
  const [failure] = [...element.getElementsByTagName('failure')];
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
    output: output?.textContent ?? '',
  };
}
