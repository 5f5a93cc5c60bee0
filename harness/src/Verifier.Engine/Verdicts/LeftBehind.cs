using Verifier.Engine.Observation;

namespace Verifier.Engine.Verdicts;

/// <summary>The blocks that a driver had left when Driver Verifier's pool tracking stopped the machine at its unload.</summary>
internal static class LeftBehind
{
    /// <summary>The first of it that no census before has reported, else the first; null when the stop is about something else.</summary>
    public static HeldResource? First(RunObservation run)
    {
        var reported = run.Censuses.SelectMany(c => c.Held).Select(h => (h.CallNumber, h.Kind, h.Address)).ToHashSet();
        return run.HeldAtStop.FirstOrDefault(h => !reported.Contains((h.CallNumber, h.Kind, h.Address))) ?? run.HeldAtStop.FirstOrDefault();
    }
}
