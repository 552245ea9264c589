#include "base/once.h"

void sr_once_init(sr_once *once) {
  once->tried = false;
  once->failure = (sr_error){0};
  pthread_mutex_init(&once->lock, NULL);
}

void sr_once_end(sr_once *once) { pthread_mutex_destroy(&once->lock); }

sr_status sr_once_open(sr_once *once, sr_opener open, void *what, sr_error *err) {
  pthread_mutex_lock(&once->lock);
  if (!once->tried) once->failure.status = open(what, &once->failure);
  once->tried = true;
  pthread_mutex_unlock(&once->lock);
  if (once->failure.status && err) *err = once->failure;
  return once->failure.status;
}
