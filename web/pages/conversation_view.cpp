// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/conversation.hpp"
#include "web/pages/request_view.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

View entry(const char* kind, domain::Instant at, const Visit& visit) {
  View view;
  // Every name of the template, so that none is looked up in the page around.
  for (const char* name : {"message", "event", "internal", "mine", "machine", "has_files", "why", "part"})
    view.flag(name, false);
  view.flag(kind, true).text("at", visit.moments().shown(at)).text("at_iso", Moments::iso(at));
  return view;
}

/// Of which part something is told; empty: of the request itself.
std::string part_label(const Visit& visit, const counter::Parts& parts, domain::RequestId of) {
  const auto part = parts.told.find(of);
  if (part == parts.told.end()) return {};
  const std::string name = part->second ? part->second->title.in(visit.language()) : visit.texts().text("request.free");
  return visit.texts().text("parts.of", {{"part", name}});
}

domain::RequestId part_in(const counter::TimelineEntry& event) {
  return event.parameters.is_object() ? event.parameters.value("part", domain::RequestId{0}) : 0;
}

bool is_by_link(const counter::TimelineEntry& event) {
  return event.parameters.is_object() && event.parameters.value("by_link", false);
}

/// Why somebody without an account agreed or refused: said by a person, not by the counter.
bool said_by_link(const storage::Message& message, const std::vector<counter::TimelineEntry>& events) {
  if (message.author != 0 || !message.plugin.empty()) return false;
  return std::any_of(events.begin(), events.end(), [&](const counter::TimelineEntry& event) {
    return event.at == message.created && is_by_link(event);
  });
}

/// A file that a machine adds has its name for words: the link says it already.
bool only_names_files(const counter::MessageView& shown) {
  return std::any_of(shown.files.begin(), shown.files.end(),
                     [&](const storage::Attachment& file) { return file.name == shown.message.body; });
}

View message_view(const Visit& visit, const counter::RequestView& request, const counter::Parts& parts,
                  const counter::MessageView& shown) {
  const storage::Message& message = shown.message;
  std::vector<View> files;
  for (const storage::Attachment& file : shown.files) {
    files.push_back(View()
                        .text("file_url", "/fichiers/" + std::to_string(file.id))
                        .text("file_name", file.name)
                        .text("file_size", shown_size(visit.texts(), file.size)));
  }
  const bool by_link = said_by_link(message, request.timeline);
  const bool machine = message.author == 0 && !by_link;
  View view = entry("message", message.created, visit);
  view.text("author", machine   ? visit.texts().text("request.counter")
                      : by_link ? visit.texts().text("request.by-link")
                                : message.author_name)
      .maybe("part", part_label(visit, parts, message.request))
      .flag("internal", message.kind == storage::MessageKind::internal)
      .flag("mine", shown.by_viewer)
      .flag("machine", machine)
      .list("lines", only_names_files(shown) ? std::vector<View>() : texts_view(lines_of(message.body)))
      .flag("has_files", !files.empty())
      .list("files", std::move(files));
  return view;
}

std::string event_text(const Visit& visit, const counter::RequestView& request, const counter::Parts& parts,
                       const counter::TimelineEntry& event) {
  const Catalogue& texts = visit.texts();
  nlohmann::json parameters = event.parameters.is_object() ? event.parameters : nlohmann::json::object();
  parameters["who"] = event.actor_name.empty() ? texts.text("request.counter") : event.actor_name;
  if (!parameters.contains("team")) parameters["team"] = request.team_title;
  if (!parameters.contains("person")) parameters["person"] = request.assignee_name;
  if (parameters.contains("step") && parameters["step"].is_string()) {
    const auto part = parts.told.find(part_in(event));
    const domain::Service* service = part != parts.told.end() ? part->second.get() : request.pinned.get();
    parameters["step"] = step_title(visit, *request.snapshot, service, parameters["step"].get<std::string>());
  }
  std::string key = "event." + event.kind;
  // Where it went is not told of what became confidential, nor what it was before it had a service.
  const bool moved = event.kind == "request.moved" || event.kind == "request.moved-back";
  if (moved && !(parameters.contains("service") && parameters["service"].is_object())) key += "-team";
  const std::string by = parameters.contains("by") && parameters["by"].is_string() ? parameters["by"] : "";
  if (event.kind == "request.resolved" && by == "workflow") {
    const bool trusted = std::any_of(request.timeline.begin(), request.timeline.end(),
                                     [](const auto& each) { return each.kind == "approval.trusted"; });
    key = trusted ? "event.request.resolved-trust" : "event.request.resolved-workflow";
  }
  if (event.kind == "request.cancelled" && by == "parent") key = "event.request.cancelled-parent";
  if (event.kind == "request.waiting" && !identity::may_handle(request.relation)) key += "-you";
  if (is_by_link(event)) parameters["who"] = texts.text("request.by-link");
  return texts.find(key) ? texts.text(key, parameters) : texts.text("event.request.changed");
}

/// The requester's own words open the conversation.
View words_view(const Visit& visit, const counter::RequestView& request) {
  const domain::Request& row = request.request;
  View view = entry("message", row.created, visit);
  view.text("author", request.opened_by_name.empty() ? row.contact : request.opened_by_name)
      .flag("mine", row.opened_by != 0 && row.opened_by == visit.asker().id())
      .list("lines", texts_view(lines_of(row.words)));
  return view;
}

/// Why an automation left its step to a person, in the words of its plugin.
std::string step_reason(const Visit& visit, const counter::RequestView& request, const counter::TimelineEntry& event) {
  const std::string id = event.parameters.is_object() ? event.parameters.value("step", "") : "";
  for (const storage::StepState& step : request.steps) {
    if (step.step != id || !step.detail.is_object() || !step.detail.contains("reason")) continue;
    const nlohmann::json& reason = step.detail["reason"];
    const char* language = visit.language() == domain::Language::fr ? "fr" : "en";
    return reason.is_object() && reason.contains(language) && reason[language].is_string()
               ? reason[language].get<std::string>()
               : std::string();
  }
  return {};
}

/// Why it came where it is, told beside the event that brought it there.
std::string reason_of(const Visit& visit, const counter::RequestView& request, const counter::TimelineEntry& event) {
  if (part_in(event) != 0) return {};
  if (event.kind == "step.handed-over" || event.kind == "step.failed") return step_reason(visit, request, event);
  const domain::Explanation& why = request.request.route_why;
  const bool sorted_again = why.key == "route.wrong-service";
  const bool moved = request.latest_move.at != 0;
  const char* const brought_it = sorted_again ? "request.wrong-service" : moved ? "request.moved" : "request.submitted";
  if (event.kind != brought_it || (moved && !sorted_again && event.at != request.latest_move.at)) return {};
  return why.key.empty() && why.text.empty() ? std::string() : visit.texts().sentence(why);
}

View event_view(const Visit& visit, const counter::RequestView& request, const counter::Parts& parts,
                const counter::TimelineEntry& event) {
  View view = entry("event", event.at, visit);
  view.text("text", event_text(visit, request, parts, event))
      .maybe("part", part_label(visit, parts, part_in(event)))
      .maybe("why", reason_of(visit, request, event));
  return view;
}

}  // namespace

std::string step_title(const Visit& visit, const plugins::Snapshot& snapshot, const domain::Service* service,
                       const std::string& id) {
  const domain::Step* step = service == nullptr ? nullptr : domain::find_step(service->workflow, id);
  if (step == nullptr) return id;
  if (!step->title.empty()) return step->title.in(visit.language());
  const plugins::Automation* automation = snapshot.automation(step->automation.id);
  if (automation != nullptr && !automation->title.empty()) return automation->title.in(visit.language());
  return visit.texts().text("step.kind." + std::string(domain::name_of(step->kind)));
}

std::vector<View> conversation_views(const Visit& visit, const counter::RequestView& request,
                                     const counter::Parts& parts, bool earlier_part) {
  std::vector<View> views;
  if (!request.request.words.empty() && !request.earlier_messages) views.push_back(words_view(visit, request));
  for (const ConversationEntry& told :
       conversation(request.messages, request.timeline, request.earlier_messages, earlier_part)) {
    views.push_back(told.message != nullptr ? message_view(visit, request, parts, *told.message)
                                            : event_view(visit, request, parts, *told.event));
  }
  return views;
}

}  // namespace guichet::web::pages
