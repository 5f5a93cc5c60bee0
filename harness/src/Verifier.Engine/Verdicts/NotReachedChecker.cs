using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// Faults of the script that were never reached: the run proved nothing about them. Driver Verifier's own modes promise nothing and are
/// left alone; so are rules behind a stop, which is the finding then.
/// </summary>
internal sealed class NotReachedChecker : IChecker
{
    public IEnumerable<Finding> Check(RunObservation run)
    {
        if (run.Stop is not null)
        {
            yield break;
        }

        foreach (var rule in run.Rules)
        {
            if (rule.State == RuleFinalState.NeverReached && rule.Rule.Origin is (RuleOrigin.Script or RuleOrigin.Point))
            {
                yield return new Finding
                {
                    Kind = FindingKind.NotReached,
                    Title = $"The planned fault \"{rule.Rule.Name}\" was never reached: {(rule.Eligible == 0 ? "no eligible call came" : $"{Counted.Of(rule.Eligible, "eligible call")} came, and none was the one it waits for")}.",
                    Ddi = rule.Rule.Targets.Length == 1 ? rule.Rule.Targets[0].Name : string.Empty,
                };
            }
        }
    }
}
