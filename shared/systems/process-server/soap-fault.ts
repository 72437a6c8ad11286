/** A SOAP 1.1 fault, as far as it says something. */
export type SoapFault = {
  /** `illegalState`; empty when the fault is not one of the task API's. */
  name: string;
  /** Task status in the detail of an `illegalState`; null elsewhere. */
  status: string | null;
  message: string;
};

const known = ['illegalArgument', 'illegalState', 'illegalAccess', 'illegalOperation', 'recipientNotAllowed'];

const longest = 200;

/**
 * Reads a fault by local names, since its exact form is not documented. The WSDL calls them `…Fault`, the elements go
 * without that; both are taken. Null when the text holds no fault.
 */
export function readSoapFault(text: string | null): SoapFault | null {
  const fault = inside(text ?? '', 'Fault');
  if (fault === null) return null;
  const detail = inside(fault, 'detail') ?? '';
  const name = known.find((one) => inside(detail, one) !== null || inside(detail, `${one}Fault`) !== null) ?? '';
  const own = inside(detail, name) ?? inside(detail, `${name}Fault`) ?? '';
  const message = plain(inside(own, 'message') ?? own) || plain(inside(fault, 'faultstring') ?? '');
  const status = inside(own, 'status');
  return { name, status: status === null ? null : plain(status), message: message.slice(0, longest) };
}

/** What stands between the first start tag of a local name and the next end tag of it; null without such an element. */
function inside(text: string, name: string): string | null {
  if (name === '') return null;
  const start = new RegExp(`<(?:[\\w.-]{1,40}:)?${name}(?:\\s[^<>]*)?(/?)>`).exec(text);
  if (start === null) return null;
  if (start[1] === '/') return '';
  const rest = text.slice(start.index + start[0].length);
  const end = new RegExp(`</(?:[\\w.-]{1,40}:)?${name}\\s*>`).exec(rest);
  return end === null ? null : rest.slice(0, end.index);
}

function plain(xml: string): string {
  return xml
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
