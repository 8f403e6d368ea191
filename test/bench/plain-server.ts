import 'reflect-metadata';
import { Body, Controller, Inject, Module, Param, ParseUUIDPipe, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { openRows, requestInRows } from './rows-and-counters.js';

class RequestBody {
  @IsUUID() placeId!: string;
  @IsUUID() sponsorId!: string;
}

@Controller('empty/:cohortId/places')
class NothingController {
  @Post()
  request(@Param('cohortId', ParseUUIDPipe) cohortId: string, @Body() body: RequestBody): object {
    return { cohortId, placeId: body.placeId, state: 'offered' };
  }
}

@Controller('rows/:cohortId/places')
class RowsController {
  constructor(@Inject(DataSource) private readonly rows: DataSource) {}

  @Post()
  async request(
    @Param('cohortId', ParseUUIDPipe) cohortId: string,
    @Body() body: RequestBody,
  ): Promise<object> {
    const state = await requestInRows(this.rows, { cohortId, ...body });
    return { cohortId, placeId: body.placeId, state };
  }
}

/**
 * A server beside the product's: what a team would write instead of a log, and the least that Nest does. Started with the address
 * of a database and a number of connections; says where it listens.
 */
const [, , url, connections] = process.argv;

@Module({
  controllers: [NothingController, RowsController],
  providers: [{ provide: DataSource, useFactory: () => openRows(url!, Number(connections)) }],
})
class PlainModule {}

const app = await NestFactory.create<NestFastifyApplication>(PlainModule, new FastifyAdapter(), {
  logger: ['error'],
});
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
