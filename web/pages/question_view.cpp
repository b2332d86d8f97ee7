// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/question_view.hpp"

#include "kernel/counter/upload.hpp"
#include "kernel/domain/typed_text.hpp"
#include "web/pages/request_words.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using domain::Field;
using domain::FieldType;

constexpr std::size_t most_radio_buttons = 7;
constexpr std::size_t most_in_a_row = 2;  // a row of a table stays low

std::string typed_text(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return value.dump();
  return {};
}

bool holds_value(const nlohmann::json& value, const std::string& wanted) {
  if (value.is_string()) return value.get_ref<const std::string&>() == wanted;
  return value.is_array() && std::find(value.begin(), value.end(), nlohmann::json(wanted)) != value.end();
}

/// "TABLE.COLUMN" of "TABLE.ROW.COLUMN"; a field as it is.
std::string column_of(const std::string& named) {
  const std::size_t row = named.find('.');
  return row == std::string::npos ? named : named.substr(0, row) + named.substr(named.rfind('.'));
}

/// One question being described. Sets every name of parts/question, most of them to false.
class QuestionView {
 public:
  QuestionView(const Visit& visit, const counter::FormState& state, const Field& field, std::string named,
               const nlohmann::json* value, const SecretFields* secrets)
      : visit_(visit), state_(state), field_(field), named_(std::move(named)), id_(element_of(named_)) {
    if (secrets != nullptr && names(secrets->ids, named_)) secrets_ = secrets;
    if (value != nullptr) value_ = *value;
  }

  View build() {
    const std::string hint = secrets_ != nullptr ? secret_hint() : usual_hint();
    const std::string wrong = error_text();
    std::string described;
    if (!hint.empty()) described = id_ + "-hint";
    if (!wrong.empty()) described += (described.empty() ? "" : " ") + id_ + "-wrong";
    for (const char* kind :
         {"heading", "line",      "area",     "one",      "many",         "list",    "range", "agree",
          "person",  "place",     "file",     "mode",     "autocomplete", "longest", "least", "most",
          "chosen",  "has_rooms", "has_kept", "multiple", "secret",       "forget",  "table", "proposed"}) {
      view_.flag(kind, false);
    }
    view_.text("id", id_)
        .text("name", std::string(answer_prefix) + named_)
        .text("label", label_of(field_, visit_.texts()))
        .maybe("hint", hint)
        .maybe("wrong", wrong)
        .maybe("described", described)
        .flag("required", field_.required)
        .text("value", typed_text(value_))
        .text("type", "text")
        .text("size", "long");
    if (const auto proposal = state_.proposals.find(named_); proposal != state_.proposals.end()) {
      view_.text("proposed", proposal->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
    add_fact(wrong.empty());
    if (secrets_ != nullptr) {
      add_secret();
    } else {
      add_kind();
    }
    return std::move(view_);
  }

 private:
  /// What helps to answer; first of all, that a list could not be had.
  [[nodiscard]] std::string usual_hint() const {
    const std::string hint = hint_of(field_, visit_.texts());
    const auto& unlisted = state_.without_options;
    const std::string listed = column_of(named_);
    if (std::find(unlisted.begin(), unlisted.end(), listed) == unlisted.end()) return hint;
    return visit_.texts().text("form.no-list") + (hint.empty() ? "" : " " + hint);
  }

  [[nodiscard]] bool in_row() const { return named_.find('.') != std::string::npos; }

  static bool names(const std::vector<std::string>& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  }

  [[nodiscard]] std::string secret_hint() const {
    const std::string hint = hint_of(field_, visit_.texts());
    const bool kept = names(secrets_->kept, named_);
    return (hint.empty() ? "" : hint + " ") + visit_.texts().text(kept ? "form.secret-kept" : "form.secret-new");
  }

  /// Nothing of a secret goes into a page; what is kept need not be typed again.
  void add_secret() {
    const bool kept = names(secrets_->kept, named_);
    view_.flag("line", true)
        .flag("secret", true)
        .text("type", "password")
        .text("autocomplete", "new-password")
        .text("longest", "4000")
        .text("size", "medium")
        .text("value", "")
        .flag("required", field_.required)
        .flag("forget", kept && !field_.required)
        .text("field", named_)
        .flag("forgotten", names(secrets_->forgotten, named_));
  }

  [[nodiscard]] std::string error_text() const {
    for (const domain::FieldError& error : state_.errors) {
      if (error.field == named_) return shown_error(error, visit_.words());
    }
    return {};
  }

  /// Of the person or team that is the answer.
  [[nodiscard]] std::string name() const {
    const std::string login = typed_text(value_);
    if (field_.type == FieldType::team) return team_title(*state_.snapshot, login, visit_.language());
    for (const domain::Person& person : state_.people) {
      if (person.login == login) return person.name();
    }
    return {};
  }

  /// What the directory knows is a fact to be read, not a question to be answered.
  void add_fact(bool right) {
    const bool known = std::find(state_.prefilled.begin(), state_.prefilled.end(), named_) != state_.prefilled.end();
    std::string shown;
    if (known && right) {
      for (const std::string& text : shown_answer(field_, value_, visit_.words(), name())) {
        shown += (shown.empty() ? "" : ", ") + text;
      }
    }
    view_.flag("fact", !shown.empty()).text("fact_value", shown);
  }

  void add_kind() {
    switch (field_.type) {
      case FieldType::heading:
        view_.flag("heading", true);
        return;
      case FieldType::paragraph:
        add_longest(10'000);
        view_.flag("area", true);
        return;
      case FieldType::choice:
        add_options(field_.options.size() <= (in_row() ? most_in_a_row : most_radio_buttons) ? "one" : "list");
        return;
      case FieldType::choices:
        add_options("many");
        return;
      case FieldType::yes_no:
        add_yes_no();
        return;
      case FieldType::consent:
        view_.flag("agree", true).flag("chosen", value_.is_boolean() && value_.get<bool>());
        return;
      case FieldType::date_range:
        add_range();
        return;
      case FieldType::place:
        add_places();
        return;
      case FieldType::team:
        add_teams();
        return;
      case FieldType::person:
        view_.flag("person", true);
        return;
      case FieldType::file:
        add_files();
        return;
      default:
        add_line();
        return;
    }
  }

  void add_longest(std::size_t usual) {
    view_.text("longest", std::to_string(field_.max_length != 0 ? field_.max_length : usual));
  }

  void add_line() {
    view_.flag("line", true);
    add_longest(200);
    switch (field_.type) {
      case FieldType::integer:
        view_.text("mode", "numeric").text("size", "short");
        break;
      case FieldType::decimal:
        view_.text("mode", "decimal").text("size", "short");
        break;
      case FieldType::money:
        view_.text("mode", "decimal").text("size", "short").text("value", shown_cents(value_, visit_.texts()));
        break;
      case FieldType::date:
        view_.text("type", "date").text("size", "short");
        add_bounds();
        break;
      case FieldType::time:
        view_.text("type", "time").text("size", "short");
        break;
      case FieldType::email:
        view_.text("type", "email").text("autocomplete", "email");
        break;
      case FieldType::phone:
        view_.text("type", "tel").text("autocomplete", "tel").text("size", "medium");
        break;
      case FieldType::url:
        view_.text("type", "url");
        break;
      case FieldType::asset:
        view_.text("size", "medium");
        break;
      default:
        break;
    }
  }

  void add_bounds() {
    const std::string today = domain::local_date(visit_.asker().now, visit_.counter().calendar.zone);
    view_.flag("longest", false)
        .maybe("least", domain::typed::bound_of(field_.min_date, today).value_or(""))
        .maybe("most", domain::typed::bound_of(field_.max_date, today).value_or(""));
  }

  [[nodiscard]] View option(const std::string& value, std::string text, bool chosen) const {
    View view;
    view.text("option_id", id_ + "-" + value).text("value", value).text("text", std::move(text)).flag("chosen", chosen);
    return view;
  }

  void add_options(const char* kind) {
    std::vector<View> options;
    for (const domain::Option& known : field_.options) {
      options.push_back(option(known.value, known.label.in(visit_.language()), holds_value(value_, known.value)));
    }
    view_.flag(kind, true).list("options", std::move(options));
  }

  void add_yes_no() {
    std::vector<View> options;
    const bool answered = value_.is_boolean();
    options.push_back(option("yes", visit_.texts().text("form.yes"), answered && value_.get<bool>()));
    options.push_back(option("no", visit_.texts().text("form.no"), answered && !value_.get<bool>()));
    view_.flag("one", true).list("options", std::move(options));
  }

  void add_teams() {
    std::vector<View> options;
    for (const domain::Team& team : state_.snapshot->teams) {
      if (!team.group)
        options.push_back(option(team.id, team.title.in(visit_.language()), holds_value(value_, team.id)));
    }
    view_.flag("list", true).list("options", std::move(options));
  }

  void add_range() {
    const auto half = [&](const char* part) {
      return value_.is_object() && value_.contains(part) ? typed_text(value_[part]) : std::string();
    };
    view_.flag("range", true).text("from_value", half("from")).text("to_value", half("to"));
    add_bounds();
  }

  void add_files() {
    std::vector<View> kept;
    for (const storage::Attachment& file : state_.uploads) {
      if (!holds_value(value_, std::to_string(file.id))) continue;
      kept.push_back(View()
                         .text("file_id", std::to_string(file.id))
                         .text("file_name", file.name)
                         .text("file_size", shown_size(visit_.texts(), file.size)));
    }
    std::string accepted;
    for (const std::string& kind : field_.accept) {
      if (!accepted.empty()) accepted += ',';
      accepted += kind == "image" ? "image/*" : kind == "text" ? "text/*" : "." + kind;
    }
    view_.flag("file", true)
        .text("megabytes", std::to_string(counter::largest_for(field_) / 1'000'000))
        .flag("multiple", field_.multiple)
        .text("accepts", accepted)
        .flag("has_kept", !kept.empty())
        .list("kept", std::move(kept));
  }

  /// Campuses and buildings in one list; the floors and rooms of the building that is chosen in a second one.
  void add_places() {
    const domain::Places& places = visit_.counter().places;
    const std::string chosen = typed_text(value_);
    const std::vector<const domain::Place*> path = places.path_to(chosen);
    const std::string building = path.size() > 1 ? path[1]->id : std::string();
    // Nothing is offered that would then be refused, but for the buildings whose rooms come in the second list.
    const bool campus_is_enough = field_.level == domain::PlaceKind::campus;
    std::vector<View> groups;
    for (const domain::Place& campus : places.all()) {
      if (campus.kind != domain::PlaceKind::campus) continue;
      std::vector<View> buildings;
      for (const domain::Place* one : places.children_of(campus.id)) {
        const bool chosen_one = one->id == building;  // closed, the list shows no campus above it
        buildings.push_back(View()
                                .text("value", one->id)
                                .text("text", chosen_one ? campus.name + " › " + one->name : one->name)
                                .flag("chosen", chosen_one));
      }
      View group;
      group.text("campus", campus.name)
          .text("campus_id", campus.id)
          .flag("campus_is_enough", campus_is_enough)
          .flag("campus_chosen", campus.id == chosen)
          .text("campus_anywhere", visit_.texts().text("form.campus-anywhere", {{"campus", campus.name}}))
          .list("buildings", std::move(buildings));
      groups.push_back(std::move(group));
    }
    std::vector<View> floors;
    if (!building.empty()) floors = floor_views(places, building, chosen, field_.level);
    view_.flag("place", true)
        .text("choose_place",
              visit_.texts().text(campus_is_enough ? "form.choose-building" : "form.choose-one-building"))
        .text("choose_room", visit_.texts().text(field_.level == domain::PlaceKind::room    ? "form.choose-one-room"
                                                 : field_.level == domain::PlaceKind::floor ? "form.choose-one-floor"
                                                                                            : "form.choose-room"))
        .text("room_label",
              visit_.texts().text(field_.level == domain::PlaceKind::room ? "form.room-only" : "form.room"))
        .list("groups", std::move(groups))
        .flag("has_rooms", !floors.empty())
        .list("floors", std::move(floors));
  }

  static std::vector<View> floor_views(const domain::Places& places, const std::string& building,
                                       const std::string& chosen, domain::PlaceKind level) {
    std::vector<View> floors;
    for (const domain::Place* floor : places.children_of(building)) {
      std::vector<View> rooms;
      if (level != domain::PlaceKind::room) {
        rooms.push_back(View().text("value", floor->id).text("text", floor->name).flag("chosen", floor->id == chosen));
      }
      for (const domain::Place* room : places.children_of(floor->id)) {
        rooms.push_back(View().text("value", room->id).text("text", room->name).flag("chosen", room->id == chosen));
      }
      floors.push_back(View().text("floor", floor->name).list("rooms", std::move(rooms)));
    }
    return floors;
  }

  const Visit& visit_;
  const counter::FormState& state_;
  const Field& field_;
  std::string named_;                      ///< the field, or its place in a row: "TABLE.ROW.COLUMN"
  const SecretFields* secrets_ = nullptr;  ///< null: this question is not secret
  std::string id_;
  nlohmann::json value_;
  View view_;
};

}  // namespace

std::string element_of(std::string_view field) {
  std::string element = "r-";
  for (const char sign : field) {
    // A point would be a class in a selector.
    if (sign == '.') {
      element += "--";
    } else {
      element += sign;
    }
  }
  return element;
}

View question_view(const Visit& visit, const counter::FormState& state, const domain::Field& field, std::string named,
                   const nlohmann::json* value, const SecretFields* secrets) {
  return QuestionView(visit, state, field, std::move(named), value, secrets).build();
}

bool can_answer(const Visit& visit, const domain::Field& field) {
  return visit.signed_in() || (field.type != FieldType::file && field.type != FieldType::person);
}

}  // namespace guichet::web::pages
