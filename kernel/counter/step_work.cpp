// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/step_work.hpp"

#include "kernel/counter/answer_lines.hpp"
#include "kernel/counter/change.hpp"
#include "kernel/counter/course.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/named_answers.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>
#include <functional>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using domain::StepKind;
using domain::StepState;

constexpr std::size_t most_shown = 200;

Error no_such_step() {
  return {ErrorKind::not_found, "error.step.unknown", nlohmann::json::object(), {}, ""};
}
Error over_already() {
  return {ErrorKind::conflict, "error.step.over", nlohmann::json::object(), {}, ""};
}

std::optional<storage::TeamStep> in_hand(storage::Connection& connection, domain::RequestId request,
                                         const std::string& step) {
  for (auto& each : storage::TeamSteps(connection).of_request(request)) {
    if (each.step == step) return std::move(each);
  }
  return std::nullopt;
}

/// Confidential requests stay with their team.
bool may_see(const Asker& asker, const domain::Request& request, const storage::TeamStep& step) {
  if (asker.viewer == nullptr) return false;
  if (asker.viewer->in_team(request.team)) return true;
  return !request.confidential && asker.viewer->in_team(step.team);
}

/// Nobody spends or grants for themselves: a colleague does it.
bool is_for_oneself(const Counter& counter, const Asker& asker, const domain::Request& request,
                    const domain::Step& step) {
  return asker.id() == request.requester && !stakes_of(*counter.registry.current(), step).empty();
}
Error for_oneself() {
  return {ErrorKind::forbidden, "error.step.own", nlohmann::json::object(), {}, ""};
}

WorkRow row_of(const Counter& counter, storage::Connection& connection, const domain::Request& request,
               const storage::TeamStep& step) {
  WorkRow row;
  row.request = request.id;
  row.step = step.step;
  row.reference = domain::reference_of(request.id);
  row.title = request.title;
  row.team = step.team;
  row.since = step.since;
  if (const auto person = storage::People(connection).find(request.requester)) row.requester_name = person->name();
  const auto pinned = counter.pinned.find(connection, request.service_version);
  if (!pinned) return row;
  row.service = pinned->title;
  for (const auto& each : pinned->workflow) {
    if (each.id != step.step) continue;
    row.step_title = each.title;
    row.from_machine = each.kind != StepKind::task;
  }
  return row;
}

using Work = std::function<Result<Done>(Course&, const domain::Step&, domain::Request&, storage::Connection&)>;

/// Takes up the course of a request whose step this person may work on, and writes what comes of it.
Result<Done> work(const Counter& counter, const Asker& asker, domain::RequestId id, const std::string& step_id,
                  const Work& change) {
  if (asker.viewer == nullptr) return sign_in_needed();
  auto worked = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Requests requests(connection);
    auto request = requests.find(id);
    const auto team_step = request ? in_hand(connection, id, step_id) : std::nullopt;
    if (!request) return no_such_step();
    if (!team_step) return asker.viewer->in_team(request->team) ? over_already() : no_such_step();
    if (!may_see(asker, *request, *team_step)) return no_such_step();
    const auto expected = request->version;
    const Standing before(*request);
    const bool was_over = domain::is_over(request->status);
    Course course(counter, connection, *request, counter.pinned.find(connection, request->service_version), asker.now,
                  asker.id());
    const auto* step = course.run().step(step_id);
    if (step == nullptr) return no_such_step();
    if (is_for_oneself(counter, asker, *request, *step)) return for_oneself();
    if (auto done = change(course, *step, *request, connection); !done) return done;
    (void)course.keep();
    if (request->taken_at == 0) request->taken_at = asker.now;
    if (request->status == domain::Status::received) request->status = domain::Status::in_progress;
    request->updated = asker.now;
    if (!requests.update(*request, expected)) return over_already();
    request->version = expected + 1;
    keep_promises(counter, connection, *request, asker.now);
    count_change(counter, connection, before, *request, asker.now);
    if (!was_over) tell_parent(counter, connection, *request, asker.now, asker.id());
    return Done{};
  });
  if (worked && counter.wake_jobs) counter.wake_jobs();
  return worked;
}

}  // namespace

Result<WorkList> steps_in_hand(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  WorkList list;
  list.snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  storage::Requests requests(reader);
  for (const auto& step : storage::TeamSteps(reader).of_teams(asker.viewer->team_ids(), most_shown + 1)) {
    if (list.rows.size() == most_shown) {
      list.more = true;
      break;
    }
    const auto request = requests.find(step.request);
    if (request && may_see(asker, *request, step)) list.rows.push_back(row_of(counter, reader, *request, step));
  }
  return list;
}

Result<WorkView> read_step(const Counter& counter, const Asker& asker, domain::RequestId id, const std::string& step) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  const auto request = storage::Requests(reader).find(id);
  const auto team_step = request ? in_hand(reader, id, step) : std::nullopt;
  if (!team_step || !may_see(asker, *request, *team_step)) return no_such_step();
  WorkView view;
  view.snapshot = counter.registry.current();
  view.row = row_of(counter, reader, *request, *team_step);
  view.version = request->version;
  view.pinned = counter.pinned.find(reader, request->service_version);
  if (!view.pinned) return no_such_step();
  view.step = domain::find_step(view.pinned->workflow, step);
  if (view.step == nullptr) return no_such_step();
  view.own = is_for_oneself(counter, asker, *request, *view.step);
  const auto people = storage::People(reader).named({}, logins_in(view.pinned->form, request->answers));
  view.answers =
      answer_lines(counter, view.pinned->form, request->answers, people, storage::Requests(reader).attachments(id));
  for (const auto& row : storage::Requests(reader).steps(id)) {
    const auto result = row.detail.find("result");
    if (row.step != step && result != row.detail.end() && result->is_object()) view.earlier[row.step] = *result;
    if (row.step != step) continue;
    view.may_retry = view.step->kind != StepKind::task && row.state != "running";
    const auto reason = row.detail.find("reason");
    if (reason != row.detail.end() && reason->is_object()) {
      const domain::LocalText text{reason->value("fr", ""), reason->value("en", "")};
      view.reason = text.in(asker.language);
    }
    if (view.reason.empty()) view.reason = row.detail.value("detail", "");
    for (const auto& question : row.detail.value("questions", nlohmann::json::array())) {
      if (question.is_object()) view.unanswered.push_back({question.value("fr", ""), question.value("en", "")});
    }
  }
  return view;
}

Result<Done> finish_step(const Counter& counter, const Asker& asker, domain::RequestId id, const std::string& step_id,
                         const domain::Typed& typed) {
  return work(
      counter, asker, id, step_id,
      [&](Course& course, const domain::Step& step, domain::Request& request,
          storage::Connection& connection) -> Result<Done> {
        nlohmann::json result = nlohmann::json::object();
        if (step.kind == StepKind::task && !step.task.form.fields.empty()) {
          const auto requester = storage::People(connection).find(request.requester);
          const domain::FormContext context = form_context(counter, requester ? &*requester : nullptr, asker.now);
          auto answers = domain::check_answers(step.task.form, domain::read_answers(step.task.form, typed), context);
          if (!answers) return answers.error();
          auto unknown = unknown_names(*counter.registry.current(), connection, step.task.form, *answers);
          if (!unknown.empty())
            return Error{ErrorKind::invalid, "error.form.check", nlohmann::json::object(), std::move(unknown), ""};
          result = std::move(*answers);
        }
        result["by"] = asker.id();
        const auto* run = course.run().run_of(step_id);
        if (run->state == StepState::undoing) {  // taken back by hand
          storage::TeamSteps(connection).remove(id, step_id);
          course.undone(step_id);
        } else {
          course.finish(step_id, std::move(result));
        }
        return Done{};
      });
}

Result<Done> retry_step(const Counter& counter, const Asker& asker, domain::RequestId id, const std::string& step_id) {
  return work(
      counter, asker, id, step_id,
      [&](Course& course, const domain::Step& step, domain::Request&, storage::Connection& connection) -> Result<Done> {
        if (step.kind == StepKind::task) return over_already();
        storage::TeamSteps(connection).remove(id, step_id);
        course.begin_again(step_id);
        return Done{};
      });
}

Result<Done> send_step_back(const Counter& counter, const Asker& asker, domain::RequestId id,
                            const std::string& step_id, const std::string& to, const std::string& why) {
  if (auto wrong = check_text(why, "why", true)) return *wrong;
  return work(
      counter, asker, id, step_id,
      [&](Course& course, const domain::Step& step, domain::Request&, storage::Connection& connection) -> Result<Done> {
        if (std::find(step.returns.begin(), step.returns.end(), to) == step.returns.end()) return no_such_step();
        storage::Message message;
        message.request = id;
        message.author = asker.id();
        // Said to whoever has the step next: the requester when it asks them something, else colleagues alone.
        const auto* again = course.run().step(to);
        const bool asks_them = again != nullptr && again->kind == StepKind::wait && !again->wait.question.empty();
        if (!asks_them) message.kind = storage::MessageKind::internal;
        message.body = why;
        message.created = asker.now;
        storage::Requests(connection).insert_message(message);
        storage::Events(connection)
            .append({0, asker.now, "step.sent-back", id, asker.id(), {{"step", step_id}, {"to", to}}});
        course.send_back(step_id, to);
        return Done{};
      });
}

}  // namespace guichet::counter
