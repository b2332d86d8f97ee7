// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/form_plugins.hpp"

#include "kernel/counter/follow.hpp"
#include "kernel/counter/plugin_questions.hpp"
#include "tests/support/counter_fixture.hpp"

#include <condition_variable>
#include <thread>

namespace guichet::counter {
namespace {

using nlohmann::json;
using plugins::PluginAnswer;

const char* const printing =
    R"=json=({ "id": "printing", "title": { "fr": "Impression", "en": "Printing" }, "theme": "digital",
  "validators": ["quota"], "commitment": { "take_charge": "4h", "calendar": "night" },
  "form": [
    { "id": "site", "type": "choice", "label": { "fr": "Où ?", "en": "Where?" },
      "options": [ { "value": "a", "label": { "fr": "A", "en": "A" } }, { "value": "b", "label": { "fr": "B", "en": "B" } } ] },
    { "id": "why", "type": "text", "label": { "fr": "Pourquoi ?", "en": "Why?" } },
    { "id": "printer", "type": "choice", "label": { "fr": "Imprimante", "en": "Printer" }, "required": true,
      "source": "printers" },
    { "id": "also", "type": "choices", "label": { "fr": "Et", "en": "And" }, "source": "printers",
      "when": { "==": [ { "var": "answers.site" }, "b" ] } } ],
  "route": { "team": "network" } })=json=";

json option(const std::string& value) {
  return {{"value", value}, {"label", {{"fr", "Imprimante " + value}, {"en", "Printer " + value}}}};
}

class FormPlugins : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    test::add_services(*snapshot, "it", json::array({json::parse(printing)}));
    snapshot->option_sources = {{"it/printers", "it", {}, 1000}};
    snapshot->validators = {{"it/quota", "it", {"Quota", "Quota"}, 2000}};
    domain::Calendar night;
    night.id = "it/night";
    for (int day = 1; day <= 7; ++day) night.openings.push_back({day, 20 * 60, 24 * 60});
    snapshot->calendars = {night};
    snapshot->index();
    registry.replace(snapshot);
    questions = std::make_unique<PluginQuestions>(
        [this](const plugins::PluginCall& call, const plugins::ShapeCheck& shape) {
          calls.push_back(call);
          PluginAnswer answer;
          if (!answers.contains(call.name)) return answer;
          answer.value = answers[call.name];
          answer.kind = shape(answer.value) ? PluginAnswer::Kind::answered : PluginAnswer::Kind::unknown;
          return answer;
        },
        [this] { return now; });
    counter->questions = questions.get();
    answers = {{"printers", json::array({option("p1"), option("p2")})}, {"quota", json::array()}};
  }
  std::size_t calls_of(const std::string& name) const {
    return static_cast<std::size_t>(
        std::count_if(calls.begin(), calls.end(), [&](const auto& call) { return call.name == name; }));
  }
  std::vector<std::string> values(const FormState& state, const std::string& field) {
    std::vector<std::string> all;
    for (const auto& each : state.form->find(field)->options) all.push_back(each.value);
    return all;
  }
  domain::Result<FormState> typed(domain::Typed answers_typed) {
    return retype_form(*counter, as("student"), form("it/printing", std::move(answers_typed)));
  }
  std::unique_ptr<PluginQuestions> questions;
  json answers;
  std::vector<plugins::PluginCall> calls;
  domain::Instant now = test::morning;
};

TEST_F(FormPlugins, ShowTheChoicesThatThePluginLists) {
  const auto state = open_form(*counter, as("student"), "it/printing", "");
  ASSERT_TRUE(state.ok());
  EXPECT_EQ(values(*state, "printer"), (std::vector<std::string>{"p1", "p2"}));
  EXPECT_TRUE(state->without_options.empty());
  // The published form is not touched, and what does not show is not asked.
  EXPECT_TRUE(state->service->form.find("printer")->options.empty());
  EXPECT_EQ(calls.size(), 1U);
}

TEST_F(FormPlugins, AskAgainOnlyWhenAnEarlierChoiceChanges) {
  (void)typed({{"site", "a"}, {"why", "parce que"}});
  (void)typed({{"site", "a"}, {"why", "autrement"}});
  EXPECT_EQ(calls_of("printers"), 1U);
  EXPECT_EQ(calls[0].input["answers"], (json{{"site", "a"}}));
  EXPECT_LE(calls[0].deadline, std::chrono::milliseconds(1000));
  (void)typed({{"site", "b"}});
  EXPECT_EQ(calls_of("printers"), 2U);
  now += 2 * domain::minute;
  (void)typed({{"site", "a"}});
  EXPECT_EQ(calls_of("printers"), 3U);
}

TEST_F(FormPlugins, ShowTheLastListWhenThePluginFallsSilent) {
  (void)typed({});
  answers.erase("printers");
  now += 2 * domain::minute;
  EXPECT_EQ(values(*typed({}), "printer").size(), 2U);
  // It is left alone for a while: nobody else waits for it.
  EXPECT_EQ(values(*typed({}), "printer").size(), 2U);
  EXPECT_EQ(calls_of("printers"), 2U);
  now += 2 * domain::hour;
  EXPECT_EQ(typed({})->without_options, std::vector<std::string>{"printer"});
}

TEST_F(FormPlugins, AskInWordsWhenThereIsNoListAndLoseNothing) {
  answers.erase("printers");
  const auto state = typed({{"site", "b"}, {"printer", "celle du hall"}, {"also", "p1"}, {"also", "p2"}});
  ASSERT_TRUE(state.ok());
  EXPECT_EQ(state->without_options, (std::vector<std::string>{"printer", "also"}));
  EXPECT_EQ(state->form->find("printer")->type, domain::FieldType::text);
  EXPECT_EQ(state->answers["printer"], "celle du hall");
  EXPECT_EQ(state->answers["also"], "p1, p2");
  const auto request = send("student", "it/printing", {{"printer", "celle du hall"}});
  EXPECT_EQ(request.answers["printer"], "celle du hall");
}

TEST_F(FormPlugins, LeaveASilentPluginAloneWhateverIsChosen) {
  answers.erase("printers");
  for (const char* const site : {"a", "b", "a", "b"}) EXPECT_FALSE(typed({{"site", site}})->without_options.empty());
  EXPECT_EQ(calls_of("printers"), 1U) << "whoever changes an answer makes nobody wait anew";
  now += domain::minute;
  answers["printers"] = json::array({option("p1")});
  EXPECT_TRUE(typed({{"site", "b"}})->without_options.empty());
}

TEST(PluginQuestions, KeepMostThreadsOfPagesFree) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t inside = 0;
  bool over = false;
  PluginQuestions questions(
      [&](const plugins::PluginCall&, const plugins::ShapeCheck&) {
        std::unique_lock lock(mutex);
        ++inside;
        changed.notify_all();
        changed.wait(lock, [&] { return over; });
        return PluginAnswer{};
      },
      [] { return test::morning; }, 4);
  const auto judge = [&](const std::string& plugin, const std::string& name) {
    return questions.judge({plugin + "/" + name, plugin, {}, 2000}, json::object(), domain::Language::fr,
                           std::chrono::milliseconds(2000));
  };
  std::vector<std::thread> waiting;
  for (const std::string plugin : {"slow", "slow", "other", "other"}) {
    waiting.emplace_back([&judge, plugin, number = waiting.size()] { (void)judge(plugin, std::to_string(number)); });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return inside == waiting.size(); });
    if (inside < 2 || inside == 3) continue;
    lock.unlock();
    EXPECT_FALSE(judge(plugin, "more")) << "at once: it has its share";
    EXPECT_EQ(inside, waiting.size());
  }
  EXPECT_FALSE(judge("third", "any")) << "at once: all that may wait do";
  EXPECT_EQ(inside, 4U);
  {
    const std::lock_guard lock(mutex);
    over = true;
  }
  changed.notify_all();
  for (auto& thread : waiting) thread.join();
}

TEST_F(FormPlugins, TakeAListThatIsNoneForSilence) {
  for (const json& lie : {json("p1"), json::array({"p1"}), json::array({option("p1"), option("p1")}),
                          json::array({{{"value", "p1"}}}), json(501, option("p1"))}) {
    answers["printers"] = lie;
    now += domain::minute;
    EXPECT_FALSE(typed({})->without_options.empty()) << lie.dump().substr(0, 60);
  }
}

TEST_F(FormPlugins, KeepWhatAChoiceWasCalled) {
  EXPECT_THROW(send("student", "it/printing", {{"printer", "p9"}}), std::runtime_error);
  const auto request = send("student", "it/printing", {{"printer", "p2"}});
  const auto view = read_request(*counter, as("student"), request.id);
  ASSERT_TRUE(view.ok());
  ASSERT_EQ(view->answers.size(), 1U);
  EXPECT_EQ(view->answers[0].value, "p2");
  EXPECT_EQ(view->answers[0].shown, "Imprimante p2");
}

TEST_F(FormPlugins, RefuseWhatAValidatorRefuses) {
  answers["quota"] = json::array({{{"field", "printer"},
                                   {"message",
                                    {{
                                         "fr",
                                         "Quota atteint",
                                     },
                                     {"en", "No quota"}}}},
                                  {{"field", "also"}, {"message", {{"fr", "Non"}, {"en", "No"}}}}});
  const auto state = check_form(*counter, as("student"), form("it/printing", {{"printer", "p1"}}));
  ASSERT_TRUE(state.ok());
  ASSERT_EQ(state->errors.size(), 2U);
  EXPECT_EQ(state->errors[0].field, "printer");
  EXPECT_EQ(state->errors[0].parameters["message"]["fr"], "Quota atteint");
  EXPECT_EQ(state->errors[1].field, "");  // nobody sees that question
  EXPECT_FALSE(submit(*counter, as("student"), form("it/printing", {{"printer", "p1"}})).ok());
}

TEST_F(FormPlugins, AreAskedForTheirChoicesAnewOnceOneWasRefused) {
  const auto wanted = form("it/printing", {{"printer", "p1"}});
  (void)check_form(*counter, as("student"), wanted);
  (void)check_form(*counter, as("student"), wanted);
  EXPECT_EQ(calls_of("printers"), 1U);
  answers["quota"] = json::array({{{"field", "printer"}, {"message", {{"fr", "Pris"}, {"en", "Taken"}}}}});
  (void)check_form(*counter, as("student"), wanted);
  answers["printers"] = json::array({option("p2")});
  const auto state = check_form(*counter, as("student"), wanted);
  ASSERT_TRUE(state.ok());
  EXPECT_EQ(values(*state, "printer"), std::vector<std::string>{"p2"});
}

TEST_F(FormPlugins, AreNotAskedForAVerdictOnWhatIsWrongAlready) {
  (void)check_form(*counter, as("student"), form("it/printing", {}));
  EXPECT_EQ(calls_of("quota"), 0U);
}

TEST_F(FormPlugins, TakeTheRequestAndTellTheTeamWhenAValidatorIsSilent) {
  answers.erase("quota");
  const auto request = send("student", "it/printing", {{"printer", "p1"}});
  const auto told = [&](const std::string& login) {
    const auto view = read_request(*counter, as(login), request.id);
    return std::any_of(view->timeline.begin(), view->timeline.end(), [](const auto& entry) {
      return entry.kind == "request.unchecked" &&
             entry.parameters["validator"] == json(domain::LocalText{"Quota", "Quota"});
    });
  };
  EXPECT_TRUE(told("network"));
  EXPECT_FALSE(told("student"));
}

TEST_F(FormPlugins, CountCommitmentsOnTheCalendarOfThePlugin) {
  const auto request = send("student", "it/printing", {{"printer", "p1"}});
  // From 20:00 on, four hours: midnight, of a morning at 10:00.
  EXPECT_EQ(request.due_take_charge, test::morning + 14 * domain::hour);
}

}  // namespace
}  // namespace guichet::counter
