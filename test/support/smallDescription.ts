/** A small description of somebody else's API, valid, in several files. */
export const smallDescription: Readonly<Record<string, string>> = {
  'openapi.yaml': `openapi: 3.1.0
info:
  title: Robots
  version: 1.0.0
  description: An API about robots.
  license:
    name: MIT
    identifier: MIT
servers:
  - url: https://robots.example.com
security:
  - key: []
tags:
  - name: Robots
    description: Machines that move.
paths:
  /robots/{robot_id}:
    $ref: paths/robot.yaml
components:
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: X-Key
`,
  'paths/robot.yaml': `get:
  operationId: getRobot
  summary: Get a robot
  description: Returns one robot.
  tags: [Robots]
  parameters:
    - name: robot_id
      in: path
      required: true
      description: The robot's id.
      schema:
        type: string
      example: r-1
  responses:
    '200':
      description: The robot.
      content:
        application/json:
          schema:
            $ref: ../schemas/Robot.yaml
          examples:
            one:
              value:
                robot_id: r-1
                name: Marvin
    '404':
      description: There is no such robot.
`,
  'schemas/Robot.yaml': `type: object
description: A machine that moves.
required: [robot_id, name]
properties:
  robot_id:
    type: string
    description: Its id.
  name:
    type: string
    description: Its name.
`,
};
