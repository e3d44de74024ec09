// Jest can load a CommonJS add-on of Nest only when Nest itself, which is ESM, is there already.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
