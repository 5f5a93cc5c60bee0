using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Interception;

/// <summary>
/// Lists fault points as they come (ARCHITECTURE.md D5): a recording run's, not a sweep's, for each costs a walk of the stack.
/// </summary>
internal sealed class PointRecorder(Recording which)
{
    private readonly Dictionary<ulong, int> _occurrences = [];

    public List<FaultPoint> Points { get; } = [];

    public bool Wants(InjectedFailures failures) =>
        which == Recording.All || (which == Recording.AfterFault && failures.Injections.Count > 0);

    public void Record(ref CallSite site)
    {
        var stack = site.Stack;
        var identity = stack.Identity(site.Ddi);
        var occurrence = _occurrences.GetValueOrDefault(identity) + 1;
        _occurrences[identity] = occurrence;
        Points.Add(new FaultPoint
        {
            Ordinal = site.Ordinal,
            Ddi = site.Ddi.Name,
            Family = DdiFamilies.NameOf(site.Ddi.Family),
            Tag = site.Tag?.ToString(),
            Size = site.Size,
            Pool = site.Pool,
            Irql = (byte)site.Machine.Irql,
            Phase = RoutinePhase.Of(site.Machine),
            Operation = site.Operations.Id,
            OperationName = site.Operations.Name,
            Frames = [.. stack.Frames],
            Site = identity,
            Occurrence = occurrence,
            MoreShapes = [.. site.Ddi.Failure.MoreShapesFor(site.Machine, site.Arguments)],
        });
    }
}
