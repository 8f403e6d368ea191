import { type FieldOptions, OneOf, Words } from '#kernel';
import { LEVELS, REGISTRATION_BODIES, type Registration } from './events.js';

/** A name in any script, exactly as the person wishes it written. */
export const Name = (options: FieldOptions = {}): PropertyDecorator =>
  Words({ example: 'Amara Ní Dhòmhnaill', description: 'As the person wishes it written', ...options });

/** An address that has one @ with something around it: whether it works only a message can tell. */
export const Email = (options: FieldOptions = {}): PropertyDecorator =>
  Words({
    max: 254,
    matches: /^[^\s@]+@[^\s@]+$/,
    matchesMessage: '$property must be an e-mail address, such as amara@example.org',
    example: 'amara@example.org',
    ...options,
  });

/** A management level. */
export const LevelOf = (options: FieldOptions = {}): PropertyDecorator => OneOf(LEVELS, options);

/** Being registered as a professional. */
export class ProfessionalRegistration implements Registration {
  @OneOf(REGISTRATION_BODIES) body!: Registration['body'];
  @Words({ max: 40, example: '3012345' }) number!: string;
}
