using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// An operation during which a call was made to fail may succeed (absorbed) or give STATUS_INSUFFICIENT_RESOURCES or the very status
/// that the failed DDI gave (propagated); anything else is a wrong status. Not checked here: whether the effect was undone.
/// </summary>
internal sealed class StatusChecker : IChecker
{
    public IEnumerable<Finding> Check(RunObservation run)
    {
        foreach (var operation in run.Operations)
        {
            if (operation is not { State: OperationState.Done, Status: { } status } || OperationOutcomes.Of(run, operation) != OperationOutcome.Wrong)
            {
                continue;
            }

            var what = $"the operation returned {status} instead of STATUS_INSUFFICIENT_RESOURCES.";
            var cause = run.Injections.Last(i => i.Operation == operation.Index);
            yield return new Finding
            {
                Kind = FindingKind.WrongStatus,
                Title = $"{CauseText.Of(run, cause)}: {what}",
                What = what,
                Details = [$"{NTSTATUS.STATUS_INSUFFICIENT_RESOURCES} is what a driver returns when memory is short; {status} hides that from its caller."],
                Operation = operation.Name,
                Cause = cause,
                Status = status,
                Ddi = cause.Ddi.Name,
            };
        }
    }
}
