// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/logic.hpp"
#include "kernel/domain/logic_generator.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace guichet::domain {
namespace {

using nlohmann::json;

/// What json-logic-js answers to each of the cases; empty when it could not be run.
std::vector<json> reference_answers(const std::vector<json>& cases) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("guichet-logic-" + std::to_string(std::random_device{}()));
  std::filesystem::create_directories(folder);
  {
    std::ofstream questions(folder / "questions");
    for (const json& each : cases) questions << each.dump() << '\n';
  }
  const std::string command = "node '" GUICHET_LOGIC_REFERENCE "' < '" + (folder / "questions").string() + "' > '" +
                              (folder / "answers").string() + "'";
  std::vector<json> answers;
  if (std::system(command.c_str()) == 0) {
    std::ifstream lines(folder / "answers");
    for (std::string line; std::getline(lines, line);) answers.push_back(json::parse(line));
  }
  std::filesystem::remove_all(folder);
  return answers;
}

void expect_same(const std::vector<json>& cases) {
  const std::vector<json> answers = reference_answers(cases);
  ASSERT_EQ(answers.size(), cases.size()) << "json-logic-js did not run: npm install at the root of the repository";
  int different = 0;
  for (std::size_t index = 0; index < cases.size(); ++index) {
    const Result<json> ours = evaluate(cases[index]["rule"], cases[index]["data"]);
    const bool failed = answers[index].contains("failed");
    const bool same = failed ? !ours.ok() && ours.error().message != "error.logic.too-long" &&
                                   ours.error().message != "error.logic.too-deep"
                             : ours.ok() && ours.value() == answers[index]["result"];
    if (same) continue;
    ADD_FAILURE() << cases[index].dump() << "\n  reference: " << answers[index].dump() << "\n  ours: "
                  << (ours.ok() ? ours.value().dump() : ours.error().message + " " + ours.error().detail);
    if (++different == 10) break;
  }
}

TEST(LogicReference, AgreesOnTheDocumentedExamples) {
  const json examples = json::parse(R"json([
    [{"==":[1,1]},null],[{"==":[1,"1"]},null],[{"==":[0,false]},null],[{"===":[1,1]},null],[{"===":[1,"1"]},null],
    [{"!=":[1,2]},null],[{"!=":[1,"1"]},null],[{"!==":[1,2]},null],[{"!==":[1,"1"]},null],
    [{"!":[true]},null],[{"!":true},null],[{"!!":[[]]},null],[{"!!":["0"]},null],
    [{"or":[true,false]},null],[{"or":[false,true]},null],[{"or":[false,"a"]},null],[{"or":[false,0,"a"]},null],
    [{"and":[true,true]},null],[{"and":[true,"a",3]},null],[{"and":[true,"",3]},null],
    [{"if":[true,"yes","no"]},null],[{"if":[false,"yes","no"]},null],[{"?:":[false,"yes","no"]},null],
    [{"if":[{"<":[{"var":"temp"},0]},"freezing",{"<":[{"var":"temp"},100]},"liquid","gas"]},{"temp":55}],
    [{">":[2,1]},null],[{">=":[1,1]},null],[{"<":[1,2]},null],[{"<=":[1,1]},null],
    [{"<":[1,2,3]},null],[{"<":[1,1,3]},null],[{"<":[1,4,3]},null],[{"<=":[1,2,3]},null],[{"<=":[1,1,3]},null],
    [{"<":[0,{"var":"temp"},100]},{"temp":37}],[{"<=":[0,{"var":"temp"},100]},{"temp":100}],
    [{"max":[1,2,3]},null],[{"min":[1,2,3]},null],[{"max":[]},null],[{"min":["a",1]},null],
    [{"+":[4,2]},null],[{"-":[4,2]},null],[{"*":[4,2]},null],[{"/":[4,2]},null],[{"+":[2,2,2,2,2]},null],
    [{"*":[2,2,2,2,2]},null],[{"-":2},null],[{"-":-2},null],[{"+":"3.14"},null],[{"+":"0"},null],[{"%":[101,2]},null],
    [{"%":[-5,3]},null],[{"/":[1,0]},null],[{"+":[0.1,0.2]},null],[{"cat":[{"+":[0.1,0.2]}," ",1e21," ",1e-7]},null],
    [{"map":[{"var":"integers"},{"*":[{"var":""},2]}]},{"integers":[1,2,3,4,5]}],
    [{"filter":[{"var":"integers"},{"%":[{"var":""},2]}]},{"integers":[1,2,3,4,5]}],
    [{"reduce":[{"var":"integers"},{"+":[{"var":"current"},{"var":"accumulator"}]},0]},{"integers":[1,2,3,4,5]}],
    [{"reduce":[{"var":"l"},{"var":""},0]},{"l":[1,2]}],
    [{"all":[[1,2,3],{">":[{"var":""},0]}]},null],[{"all":[[],{">":[{"var":""},0]}]},null],
    [{"some":[[-1,0,1],{">":[{"var":""},0]}]},null],[{"none":[[-3,-2,-1],{">":[{"var":""},0]}]},null],
    [{"none":[[],true]},null],
    [{"some":[{"var":"pies"},{"==":[{"var":"filling"},"apple"]}]},{"pies":[{"filling":"pumpkin","temp":110},{"filling":"apple","temp":210}]}],
    [{"merge":[[1,2],[3,4]]},null],[{"merge":[1,2,[3,4]]},null],[{"merge":[[1,[2]],null]},null],
    [{"missing":{"merge":["vin",{"if":[{"var":"financing"},["apr","term"],[]]}]}},{"financing":true}],
    [{"in":["Ringo",["John","Paul","George","Ringo"]]},null],[{"in":["Spring","Springfield"]},null],[{"in":[1,[1,2]]},null],
    [{"cat":["I love"," pie"]},null],[{"cat":["I love ",{"var":"filling"}," pie"]},{"filling":"apple"}],
    [{"cat":[[1,[2,null]],null,{"a":1,"b":2}]},null],
    [{"substr":["jsonlogic",4]},null],[{"substr":["jsonlogic",-5]},null],[{"substr":["jsonlogic",1,3]},null],
    [{"substr":["jsonlogic",4,-2]},null],[{"substr":["a😀b",1,1]},null],[{"substr":["a😀b",1,2]},null],
    [{"in":[{"substr":["😀",0,1]},"😀"]},null],[{"cat":[{"substr":["😀",0,1]},{"substr":["😀",1,1]}]},null],
    [{"log":"apple"},null],
    [{"var":["a"]},{"a":1,"b":2}],[{"var":"a"},{"a":1,"b":2}],[{"var":["z",26]},{"a":1,"b":2}],
    [{"var":"champ.name"},{"champ":{"name":"Fezzig"},"challenger":{"name":"Dread Pirate Roberts"}}],
    [{"var":1},["zero","one","two"]],[{"var":""},"Dolly"],[{"cat":["Hello, ",{"var":""}]},"Dolly"],
    [{"missing":["a","b"]},{"a":"apple","c":"carrot"}],[{"missing":["a","b"]},{"a":"apple","b":"banana"}],
    [{"if":[{"missing":["a","b"]},"Not enough fruit","OK to proceed"]},{"a":"apple","b":"banana"}],
    [{"missing_some":[1,["a","b","c"]]},{"a":"apple"}],[{"missing_some":[2,["a","b","c"]]},{"a":"apple"}],
    [{"==":[{"var":"o"},{"var":"o"}]},{"o":{"x":1,"y":2}}],[{"==":[[1],[1]]},null],[{"==":[[1],"1"]},null],
    [{"==":["",0]},null],[{"==":[null,0]},null],[{"==":[null,false]},null],[{"<":["10","9"]},null],[{"<":["10",9]},null],
    [{"<":["\uffee","😀"]},null],[{"+":[]},null],[{"*":[]},null],[{"*":["a"]},null],[{"and":[]},null],[{"if":[]},null],
    [{"method":["a","toUpperCase"]},null],[{"toString":[1]},null],[{"a":1,"b":2},null],[{},null],[[{"+":[1,1]},2],null]
  ])json");
  std::vector<json> cases;
  for (const json& example : examples) cases.push_back({{"rule", example[0]}, {"data", example[1]}});
  expect_same(cases);
}

TEST(LogicReference, AgreesOnTenThousandGeneratedRules) {
  LogicGenerator generator(20261124);
  std::vector<json> cases;
  for (int count = 0; count < 10'000; ++count) {
    json rule = generator.rule();
    cases.push_back({{"rule", std::move(rule)}, {"data", generator.data()}});
  }
  expect_same(cases);
}

}  // namespace
}  // namespace guichet::domain
