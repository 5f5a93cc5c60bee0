using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>Broken rules that did not stop the machine, each rule once a routine. Not checked: rules that FIDELITY.md lists as left out.</summary>
internal sealed class ProtocolChecker : IChecker
{
    public IEnumerable<Finding> Check(RunObservation run)
    {
        foreach (var group in run.Violations.GroupBy(v => (v.WouldBe?.Code, v.WouldBe?.P1, v.Rule, v.Routine)))
        {
            var first = group.First();
            var times = group.Count() > 1 ? $" ({group.Count()} times)" : string.Empty;
            var cause = CauseText.LastBefore(run, first.Operation);
            var what = $"{first.Text}{times}";
            yield return new Finding
            {
                Kind = FindingKind.Protocol,
                Title = $"{CauseText.Of(run, cause)}: {what}",
                What = what,
                Routine = first.Routine,
                Details = [Consequence(first.WouldBe), .. first.About.Select(c => c.ToString())],
                Operation = CauseText.OperationName(run, first.Operation),
                Cause = cause,
                BugCheck = first.WouldBe,
                Rule = first.Rule,
                Ddi = cause?.Ddi.Name ?? string.Empty,
            };
        }
    }

    private static string Consequence(BugCheck? wouldBe) => wouldBe is null
        ? "Windows documents no bug check for this: what follows is undefined, from corrupt memory to a stop much later."
        : $"Driver Verifier would stop the machine with {BugCheckCatalogue.Explain(wouldBe).Title}.";
}
