using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>Tells what a golden run finds without the option that stops it from what the stop has said already.</summary>
internal static class StoppedGolden
{
    /// <summary>The findings that the stop does not stand for: without the option the same defect is a leak or a broken rule.</summary>
    /// <param name="stopped">The golden run as the script has it.</param>
    /// <param name="further">The findings of the golden run without the option.</param>
    public static IEnumerable<Finding> Beyond(RunObservation stopped, IEnumerable<Finding> further)
    {
        var operation = CauseText.OperationName(stopped, stopped.Stop!.Operation);
        var bugCheck = stopped.Stop.BugCheck;
        return further.Where(finding => finding.Kind switch
        {
            FindingKind.Leak => finding.Operation != operation,
            FindingKind.Protocol => (finding.BugCheck?.Code, finding.BugCheck?.P1) != (bugCheck?.Code, bugCheck?.P1),
            _ => true,
        });
    }
}
