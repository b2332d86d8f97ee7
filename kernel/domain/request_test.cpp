// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/request.hpp"

#include "kernel/domain/reference.hpp"

#include <gtest/gtest.h>

#include <set>

namespace guichet::domain {
namespace {

Request in(Status status, PersonId assignee = 0) {
  Request request;
  request.status = status;
  request.assignee = assignee;
  return request;
}

TEST(Request, GoesThroughItsLife) {
  EXPECT_EQ(after(in(Status::received), Move::take_charge, 0).value(), Status::in_progress);
  EXPECT_EQ(after(in(Status::in_progress, 5), Move::wait_for_requester, 0).value(), Status::awaiting_you);
  EXPECT_EQ(after(in(Status::awaiting_you, 5), Move::answer_received, 0).value(), Status::in_progress);
  EXPECT_EQ(after(in(Status::awaiting_you), Move::answer_received, 0).value(), Status::received);
  EXPECT_EQ(after(in(Status::in_progress, 5), Move::resolve, 0).value(), Status::resolved);
  EXPECT_EQ(after(in(Status::resolved), Move::close, 0).value(), Status::closed);
  EXPECT_EQ(after(in(Status::in_progress, 5), Move::release, 0).value(), Status::received);
  EXPECT_EQ(after(in(Status::awaiting_you, 5), Move::transfer, 0).value(), Status::received);
  EXPECT_EQ(after(in(Status::awaiting_approval), Move::cancel, 0).value(), Status::cancelled);
}

TEST(Request, ReopensWithinThirtyDays) {
  Request request = in(Status::closed, 5);
  request.closed_at = 1000;
  EXPECT_EQ(after(request, Move::reopen, 1000 + 30 * day).value(), Status::in_progress);
  EXPECT_FALSE(after(request, Move::reopen, 1001 + 30 * day).ok());
  EXPECT_EQ(after(in(Status::resolved), Move::reopen, 0).value(), Status::received);
}

TEST(Request, RefusesMovesThatMakeNoSense) {
  const Result<Status> result = after(in(Status::cancelled), Move::take_charge, 0);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, ErrorKind::conflict);
  EXPECT_EQ(result.error().message, "error.request.cannot-take-charge");
  EXPECT_EQ(result.error().parameters["status"], "cancelled");
  for (const Status over : {Status::closed, Status::cancelled, Status::refused}) {
    for (const Move move :
         {Move::release, Move::transfer, Move::wait_for_requester, Move::answer_received, Move::resolve, Move::close}) {
      EXPECT_FALSE(after(in(over), move, 0).ok()) << name_of(over) << " " << name_of(move);
    }
  }
  EXPECT_FALSE(after(in(Status::awaiting_approval), Move::resolve, 0).ok());
  EXPECT_FALSE(after(in(Status::cancelled), Move::cancel, 0).ok());
  EXPECT_FALSE(after(in(Status::refused), Move::cancel, 0).ok());
  EXPECT_EQ(after(in(Status::closed), Move::cancel, 0).value(), Status::cancelled) << "what was done is given back";
}

TEST(Request, NamesItsStatuses) {
  for (int status = 0; status <= static_cast<int>(Status::refused); ++status) {
    EXPECT_EQ(status_of(name_of(static_cast<Status>(status))), static_cast<Status>(status));
  }
  EXPECT_FALSE(status_of("lost"));
}

TEST(Reference, LeadsBackToItsRequest) {
  std::set<std::string> seen;
  for (RequestId id = 1; id <= 20'000; ++id) {
    const std::string reference = reference_of(id);
    ASSERT_EQ(reference.size(), 10U);
    ASSERT_EQ(id_of(reference), id);
    ASSERT_TRUE(seen.insert(reference).second);
  }
  for (const RequestId id :
       {(RequestId{1} << 30) - 1, RequestId{1} << 30, RequestId{1} << 45, (RequestId{1} << 60) - 1}) {
    EXPECT_EQ(id_of(reference_of(id)), id) << reference_of(id);
  }
}

TEST(Reference, StaysWhatItWasForEver) {
  // Printed, mailed and written down: a change here would break them all.
  EXPECT_EQ(reference_of(1), "G-195C-4N8");
  EXPECT_EQ(reference_of(1'000'000), "G-F0RC-W6C");
  EXPECT_EQ(reference_of(RequestId{1} << 40), "G-Z56T-F0GP-DS00P");
}

TEST(Reference, IsReadAsPeopleTypeIt) {
  for (RequestId id = 1; id < 300; ++id) {
    const std::string reference = reference_of(id);
    std::string plain, confused;
    for (const char sign : reference.substr(2)) {
      if (sign != '-') plain += static_cast<char>(std::tolower(sign));
      confused += sign == '0' ? 'o' : sign == '1' ? (id % 2 == 0 ? 'l' : 'I') : sign;
    }
    EXPECT_EQ(id_of(plain), id);
    EXPECT_EQ(id_of("g " + plain), id);
    EXPECT_EQ(id_of(confused), id);
  }
}

TEST(Reference, CatchesAWrongSignAndASwap) {
  const std::string reference = reference_of(4242);
  for (std::size_t at = 2; at < reference.size(); ++at) {
    if (reference[at] == '-') continue;
    for (const char sign : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
      std::string wrong = reference;
      wrong[at] = sign;
      EXPECT_EQ(id_of(wrong).has_value(), wrong == reference);
    }
    const std::size_t next = at + 1 < reference.size() && reference[at + 1] == '-' ? at + 2 : at + 1;
    if (next >= reference.size() || reference[at] == reference[next]) continue;
    std::string swapped = reference;
    std::swap(swapped[at], swapped[next]);
    EXPECT_FALSE(id_of(swapped));
  }
}

TEST(Reference, RefusesWhatIsNone) {
  for (const char* wrong : {"", "G", "G-", "12345678", "G-UUUU-UUU", "G-2T8K-4M", "' OR 1=1 --", "G-0000-0000-00000"}) {
    EXPECT_FALSE(id_of(wrong)) << wrong;
  }
  EXPECT_FALSE(id_of(std::string(100'000, 'G')));
}

}  // namespace
}  // namespace guichet::domain
