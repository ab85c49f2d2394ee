#include "server/queue.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

/* Of a socket that listens, TCP_INFO has the queue where others have segments. */
static bool
read_tcp(int listen_fd, struct queue *queue)
{
	struct tcp_info info;
	socklen_t length = sizeof info;

	if (getsockopt(listen_fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
		return false;
	*queue = (struct queue){ info.tcpi_unacked, info.tcpi_sacked };
	return true;
}

static bool
ask(int netlink, ino_t inode)
{
	struct {
		struct nlmsghdr head;
		struct unix_diag_req body;
	} request = {
		.head = { .nlmsg_len = sizeof request,
		          .nlmsg_type = SOCK_DIAG_BY_FAMILY,
		          .nlmsg_flags = NLM_F_REQUEST },
		.body = { .sdiag_family = AF_UNIX,
		          .udiag_states = UINT32_MAX,
		          .udiag_ino = (uint32_t)inode,
		          .udiag_show = UDIAG_SHOW_RQLEN,
		          .udiag_cookie = { UINT32_MAX, UINT32_MAX } },
	};

	return send(netlink, &request, sizeof request, 0) == (ssize_t)sizeof request;
}

static bool
find_length(const struct nlmsghdr *head, struct queue *queue)
{
	size_t left = head->nlmsg_len - NLMSG_LENGTH(sizeof(struct unix_diag_msg));
	const struct rtattr *attribute = (const void *)((const char *)NLMSG_DATA(head) +
	                                                NLMSG_ALIGN(sizeof(struct unix_diag_msg)));
	struct unix_diag_rqlen length;

	while (RTA_OK(attribute, left)) {
		if (attribute->rta_type == UNIX_DIAG_RQLEN &&
		    RTA_PAYLOAD(attribute) >= sizeof length) {
			memcpy(&length, RTA_DATA(attribute), sizeof length);
			*queue = (struct queue){ length.udiag_rqueue, length.udiag_wqueue };
			return true;
		}
		attribute = RTA_NEXT(attribute, left);
	}
	return false;
}

static bool
hear(int netlink, struct queue *queue)
{
	union {
		struct nlmsghdr head;
		char bytes[1024];
	} answer;
	ssize_t got = recv(netlink, &answer, sizeof answer, 0);

	return got > 0 && NLMSG_OK(&answer.head, (size_t)got) &&
	       answer.head.nlmsg_type == SOCK_DIAG_BY_FAMILY &&
	       answer.head.nlmsg_len >= NLMSG_LENGTH(sizeof(struct unix_diag_msg)) &&
	       find_length(&answer.head, queue);
}

static bool
read_unix(int listen_fd, struct queue *queue)
{
	const struct timeval patience = { .tv_usec = 100000 };
	struct stat status;
	int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
	bool known;

	if (netlink < 0)
		return false;
	setsockopt(netlink, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	known = fstat(listen_fd, &status) == 0 && ask(netlink, status.st_ino) &&
	        hear(netlink, queue);
	close(netlink);
	return known;
}

bool
queue_read(int listen_fd, struct queue *queue)
{
	int family;
	socklen_t length = sizeof family;

	if (getsockopt(listen_fd, SOL_SOCKET, SO_DOMAIN, &family, &length) != 0)
		return false;
	return family == AF_UNIX ? read_unix(listen_fd, queue) : read_tcp(listen_fd, queue);
}
