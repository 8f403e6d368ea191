import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';

/** The fields of a command the door would refuse, by name: for specifications of commands with many fields. */
export const fieldsAtFault = async (type: new () => object, plain: object): Promise<readonly string[]> => {
  const errors = await validate(plainToInstance(type, plain), {
    whitelist: true,
    forbidNonWhitelisted: true,
  });
  return errors.map(({ property }) => property);
};
