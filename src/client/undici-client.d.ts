/** undici's HTTP/1.1 client alone: the package's index would load fetch, caches, mocks and WebSockets besides. */
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
