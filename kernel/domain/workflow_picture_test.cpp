// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/workflow_picture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

PictureStep step_of(const std::string& id, const std::vector<std::string>& after = {}) {
  PictureStep step;
  step.id = id;
  step.label = id;
  step.after = after;
  return step;
}

TEST(WorkflowPicture, LeadsFromTheRequestToItsEndThroughEveryStep) {
  const std::string graph = graph_of({step_of("approve"), step_of("create", {"approve"})}, {"Envoyée", "Réglée"});
  EXPECT_THAT(graph, HasSubstr("submitted -> \"step approve\""));
  EXPECT_THAT(graph, HasSubstr("\"step approve\" -> \"step create\""));
  EXPECT_THAT(graph, HasSubstr("\"step create\" -> resolved"));
  EXPECT_THAT(graph, Not(HasSubstr("\"step approve\" -> resolved")));
}

TEST(WorkflowPicture, DrawsADecisionAndNotASecondWayAroundIt) {
  PictureStep decide = step_of("which");
  decide.kind = StepKind::decide;
  decide.branches = {{"au-dessus de 50", {"big"}}, {"sinon", {}}};
  const std::string graph = graph_of({decide, step_of("big")}, {"Envoyée", "Réglée"});
  EXPECT_THAT(graph, HasSubstr("\"step which\" -> \"step big\" [label=\"au-dessus de 50\"]"));
  EXPECT_THAT(graph, Not(HasSubstr("submitted -> \"step big\"")));
}

TEST(WorkflowPicture, LetsNoTextOutOfItsQuotationMarks) {
  PictureStep step = step_of("x");
  step.label = "a\"]; b [label=\"<img>\\N\nc";
  step.otherwise = "d\"\x01";
  const std::string graph = graph_of({step}, {"Envoyée", "Réglée", "sinon"});
  EXPECT_THAT(graph, HasSubstr("label=\"a\\\"]; b [label=\\\"<img>\\\\N\\nc\""));
  EXPECT_THAT(graph, HasSubstr("\"team d\\\"\""));
}

}  // namespace
}  // namespace guichet::domain
