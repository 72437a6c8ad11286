/** A server's own words, in English as its log and its fault have them: stacks of SOAP do not translate their faults. */

/** Words of Axis, Axis2, CXF, JAX-WS and the .NET stack for an operation that the service behind an address does not have. */
export const unknownOperation =
  /no such operation|could not find an appropriate xml operation|cannot find dispatch method|endpoint reference \(epr\) for the operation not found|operation [^.]{0,120}not found|(?:does not|doesn.t) know (?:this|the) operation|no binding operation info|did not recognize the value of http header soapaction|unknown operation/i;

/** The engine has no service of that name. */
export const unknownService =
  /could not find a target service to invoke|service cannot be found for the endpoint reference|no service is available at this url|unable to find (?:a )?service|there is no service[^.]{0,80}(?:deployed|named)/i;

/** An element in a namespace that is not expected, or in none. */
export const namespaceWords =
  /namespace|unexpected (?:wrapper )?element|unknown element|was not recognized|expected elements are|cvc-|is not bound|undeclared prefix|unbound prefix/i;

/** The identity service, or the directory behind it, failed. */
export const identityFailure =
  /searchfault|javax\.naming|communicationexception|serviceunavailableexception|namingexception|ldap(?:s:\/\/|[^.]{0,80}(?:error|fail|refus|unavailable|timed? ?out|closed|exception))|identity[ -]?(?:service|provider)[^.]{0,120}(?:unavailable|not available|not (?:enabled|configured|running|found|respond)|disabled|fail|error|refus|timed? ?out|exception|could not|cannot|unable|down)|(?:could not|cannot|unable|failed|error|exception)[^.]{0,120}identity[ -]?(?:service|provider)/i;
