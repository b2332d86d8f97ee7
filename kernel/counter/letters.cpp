// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/letters.hpp"

namespace guichet::counter {

void leave_letter(storage::Connection& connection, const storage::Mail& mail) {
  storage::Job job;
  job.kind = "mail";
  job.request = mail.request;
  job.payload = {{"mail", storage::Mails(connection).insert(mail)}};
  job.run_at = mail.created;
  storage::Jobs(connection).enqueue(job);
}

}  // namespace guichet::counter
