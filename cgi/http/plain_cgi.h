/*
 * Plain CGI (RFC 3875): one request from the process's environment, answered
 * on standard output. For tests and for a look from the shell:
 *
 *   GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET REQUEST_URI=/healthz gongkai.fcgi
 */
#ifndef HTTP_PLAIN_CGI_H
#define HTTP_PLAIN_CGI_H

#include <stdbool.h>

#include "http/transport.h"

/* Was the program started as plain CGI: GATEWAY_INTERFACE is set, and fd 0 is no socket? */
bool plain_cgi_is_wanted(void);

/* Answer the request. The body of an answer to HEAD is left out. */
void plain_cgi_serve(transport_handler handler, void *user);

#endif
