/* Shared libraries that only some verbs need, loaded when they are first called.
 *
 * GDAL alone brings a hundred libraries and 60 ms to the start of a program that links it; reading a report must not
 * pay for maps. So these libraries are headers to the compiler and a name to the loader: their functions are called
 * through a struct of pointers that has the headers' own types.
 *
 *   #define FUNCTIONS(X) X(geod_init) X(geod_inverse)
 *   static struct { FUNCTIONS(SR_LIBRARY_MEMBER) } proj;
 *   static const char *const names[] = {FUNCTIONS(SR_LIBRARY_NAME)};
 *   status = sr_library_load("libproj.so.25", names, sizeof names / sizeof *names, &proj, &err);
 *
 * A library once loaded stays. Any thread; the struct is the caller's to guard (pthread_once). */
#ifndef SR_OBSERVE_LIBRARY_H
#define SR_OBSERVE_LIBRARY_H

#include <sitrep/base.h>

#define SR_LIBRARY_MEMBER(name) __typeof__(&(name)) name##_;
#define SR_LIBRARY_NAME(name) #name,

/* Fills n function pointers, in the order of names. Errors: SR_ERR_IO (not installed, or not this version). */
SR_MUST_CHECK sr_status sr_library_load(const char *soname, const char *const *names, size_t n, void *functions,
                                        sr_error *err);

#endif
