import { escapeXml, namespaces } from '#shared/systems/process-server/envelopes.ts';
import { taskActions } from './tasks.ts';

const operations = ['getMyTasks', 'getMyTaskAbstracts', 'getTaskInfo', ...taskActions, 'delegate'];

/** The WSDL of the operations practised here: document/literal, SOAP 1.1, and the address it is asked at. */
export function writeWsdl(address: string): string {
  const all = (write: (name: string) => string) => operations.map(write).join('\n');
  const elements = (name: string) =>
    `      <xsd:element name="${name}" type="xsd:anyType"/>\n      <xsd:element name="${name}Response" type="xsd:anyType"/>`;
  const messages = (name: string) =>
    ['', 'Response']
      .map(
        (end) =>
          `  <wsdl:message name="${name}${end}"><wsdl:part name="parameters" element="tns:${name}${end}"/></wsdl:message>`,
      )
      .join('\n');
  const ports = (name: string) =>
    `    <wsdl:operation name="${name}"><wsdl:input message="tns:${name}"/><wsdl:output message="tns:${name}Response"/></wsdl:operation>`;
  const literal = '<soap:body use="literal"/>';
  const bindings = (name: string) =>
    `    <wsdl:operation name="${name}"><soap:operation soapAction=""/><wsdl:input>${literal}</wsdl:input><wsdl:output>${literal}</wsdl:output></wsdl:operation>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="taskOperations" targetNamespace="${namespaces.htdt}" xmlns:tns="${namespaces.htdt}"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    <xsd:schema targetNamespace="${namespaces.htdt}" elementFormDefault="qualified">
${all(elements)}
    </xsd:schema>
  </wsdl:types>
${all(messages)}
  <wsdl:portType name="taskOperations">
${all(ports)}
  </wsdl:portType>
  <wsdl:binding name="taskOperationsBinding" type="tns:taskOperations">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${all(bindings)}
  </wsdl:binding>
  <wsdl:service name="AeB4PTaskClient-taskOperations">
    <wsdl:port name="taskOperations" binding="tns:taskOperationsBinding"><soap:address location="${escapeXml(address)}"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`;
}
