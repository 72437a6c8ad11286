import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where Debian and Ubuntu put the parts of Tomcat that every instance shares. */
const homes = ['/usr/share/tomcat11', '/usr/share/tomcat10', '/usr/share/tomcat9'];
const home = homes.find((folder) => existsSync(join(folder, 'bin/bootstrap.jar'))) ?? null;

export type TomcatUser = { name: string; password: string; roles: string };

export type TestTomcat = {
  baseUrl: string;
  stop(): Promise<void>;
};

/** Why Tomcat cannot be started here; null when it can. */
export function tomcatLack(): string | null {
  if (home === null) return 'no Tomcat here; Debian has it as tomcat10-common';
  return spawnSync('java', ['-version']).error ? 'no java here' : null;
}

/**
 * Tomcat as Debian packs it, over a folder of its own and on a port it finds itself. Two applications want HTTP Basic and the
 * role `abTaskClient`: `/utf8` tells so and reads logins as UTF-8, `/plain` is as Tomcat comes. Each holds one `tasks.txt`.
 */
export async function startTomcat(users: readonly TomcatUser[]): Promise<TestTomcat> {
  const base = await mkdtemp(join(tmpdir(), 'gatewright-tomcat-'));
  for (const [name, text] of Object.entries(filesFor(users))) {
    await mkdir(dirname(join(base, name)), { recursive: true });
    await writeFile(join(base, name), text);
  }
  await mkdir(join(base, 'temp'));
  const jars = ['bootstrap.jar', 'tomcat-juli.jar'].map((jar) => join(home ?? '', 'bin', jar));
  const folders = [`-Dcatalina.home=${home}`, `-Dcatalina.base=${base}`, `-Djava.io.tmpdir=${join(base, 'temp')}`];
  // Quick to start, and a log in the words we wait for.
  const java = ['-XX:TieredStopAtLevel=1', '-Duser.language=en', '-Dfile.encoding=UTF-8'];
  const main = 'org.apache.catalina.startup.Bootstrap';
  const child = spawn('java', [...java, ...folders, '-classpath', jars.join(':'), main, 'start'], {
    cwd: base,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    await rm(base, { recursive: true, force: true });
  };
  try {
    return { baseUrl: `http://127.0.0.1:${await portOf(child)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port it says it listens on, once it says that it is up. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    const lines: string[] = [];
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`Tomcat ended before it was up:\n${lines.join('\n')}`)));
    if (child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (!line.includes('Server startup in')) return;
      const port = /Starting ProtocolHandler \["http-nio-[^"]*-(\d+)"\]/.exec(lines.join('\n'))?.[1];
      if (port === undefined) failed(new Error(`Tomcat is up and named no port:\n${lines.join('\n')}`));
      else found(Number(port));
    });
  });
}

function filesFor(users: readonly TomcatUser[]): Record<string, string> {
  const utf8 = '<Valve className="org.apache.catalina.authenticator.BasicAuthenticator" charset="UTF-8"/>';
  const applications = [
    ['utf8', `<Context>${utf8}</Context>`],
    ['plain', '<Context/>'],
  ].flatMap(([name, context = '']) => [
    [`webapps/${name}/META-INF/context.xml`, context],
    [`webapps/${name}/WEB-INF/web.xml`, webXml],
    [`webapps/${name}/tasks.txt`, 'the tasks'],
  ]);
  return {
    'conf/server.xml': serverXml,
    'conf/web.xml': defaultWebXml,
    'conf/tomcat-users.xml': `<?xml version="1.0" encoding="UTF-8"?><tomcat-users>${users.map(userXml).join('')}</tomcat-users>`,
    ...Object.fromEntries(applications),
  };
}

function userXml({ name, password, roles }: TomcatUser): string {
  return `<user username="${escapeXml(name)}" password="${escapeXml(password)}" roles="${escapeXml(roles)}"/>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** No port to shut it down by, one connector on a free port, and users as in the stock file. */
const serverXml = `<?xml version="1.0" encoding="UTF-8"?>
<Server port="-1">
  <GlobalNamingResources>
    <Resource name="UserDatabase" auth="Container" type="org.apache.catalina.UserDatabase"
      factory="org.apache.catalina.users.MemoryUserDatabaseFactory" pathname="conf/tomcat-users.xml"/>
  </GlobalNamingResources>
  <Service name="Catalina">
    <Connector port="0" address="127.0.0.1" protocol="HTTP/1.1"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Realm className="org.apache.catalina.realm.LockOutRealm">
        <Realm className="org.apache.catalina.realm.UserDatabaseRealm" resourceName="UserDatabase"/>
      </Realm>
      <Host name="localhost" appBase="webapps" unpackWARs="false" autoDeploy="false"/>
    </Engine>
  </Service>
</Server>`;

const defaultWebXml = `<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0">
  <servlet>
    <servlet-name>default</servlet-name>
    <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
    <load-on-startup>1</load-on-startup>
  </servlet>
  <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
</web-app>`;

const webXml = `<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0" metadata-complete="true">
  <security-constraint>
    <web-resource-collection>
      <web-resource-name>All</web-resource-name><url-pattern>/*</url-pattern>
    </web-resource-collection>
    <auth-constraint><role-name>abTaskClient</role-name></auth-constraint>
  </security-constraint>
  <login-config><auth-method>BASIC</auth-method><realm-name>ActiveVOS</realm-name></login-config>
  <security-role><role-name>abTaskClient</role-name></security-role>
</web-app>`;
