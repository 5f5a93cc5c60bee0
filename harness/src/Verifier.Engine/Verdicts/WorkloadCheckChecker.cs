using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// The script's own <c>check</c> operations. After a fault a check that does not hold means that the driver lost state; without one the
/// driver or the script is wrong to begin with. A check of what the kernel itself had no memory for says nothing about the driver.
/// </summary>
internal sealed class WorkloadCheckChecker : IChecker
{
    public IEnumerable<Finding> Check(RunObservation run)
    {
        foreach (var operation in run.Operations.Where(o => o.State == OperationState.CheckFailed && !UnjudgedParts.IsAboutShortage(run, o)))
        {
            var cause = CauseText.LastBefore(run, operation.Index);
            var memoryWasShort = cause is not null || run.RanShort;
            yield return new Finding
            {
                Kind = memoryWasShort ? FindingKind.StateLost : FindingKind.CheckFailed,
                Title = $"{CauseText.Of(run, cause)}: {operation.Note}",
                What = operation.Note,
                Operation = operation.Name,
                Cause = cause,
                Ddi = cause?.Ddi.Name ?? string.Empty,
            };
        }
    }
}
