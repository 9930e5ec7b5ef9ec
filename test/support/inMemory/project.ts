/** What a project says of itself, in memory. */
import type { Handlers } from '../../../generated/server/index.js';
import type { ExampleEnvironment } from './example.js';

type ProjectOperation = 'whoAmI' | 'getRbacPolicy';

export const projectHandlers: Pick<Handlers<ExampleEnvironment>, ProjectOperation> = {
  whoAmI: ({ context }) => ({ status: 200, body: { project_id: context.projectId, name: 'Acme Robotics' } }),

  getRbacPolicy: () => ({ status: 200, body: { policy: { roles: [], resources: [], scopes: [] } } }),
};
