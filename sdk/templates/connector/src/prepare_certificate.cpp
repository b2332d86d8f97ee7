#include "register.hpp"

#include <guichet/sdk/plugin.hpp>

#include <chrono>
#include <string>

using namespace guichet::sdk;

namespace {

/// People type their number as it is printed, in pairs.
std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ' ')
      return "";
  }
  return digits;
}

Outcome prepare_certificate(const Call& call) {
  const Text unknown = {"Le registre ne connaît pas ce numéro : une personne va le retrouver avec vous.",
                        "The register does not know this number: somebody will find it with you."};
  const std::string number = digits_of(call.text("number"));
  if (number.size() != 8) return hand_over(unknown);
  const RegisterAnswer answer = ask_register(call, number);
  if (!answer.reached) {
    return retry_in(std::chrono::minutes(1),
                    {"Le registre ne répond pas pour l’instant.", "The register does not answer for now."});
  }
  if (!answer.enrolment) return hand_over(unknown);
  call.host().log().info("the register answered");  // for the administrator: never a person's words
  call.host().request().comment({"Votre attestation est prête.", "Your certificate is ready."});
  return done({{"number", number}, {"year", answer.enrolment->year}});
}

}  // namespace

GUICHET_PLUGIN(department) {
  plugin.automation("prepare-certificate", prepare_certificate);
}
