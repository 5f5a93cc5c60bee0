using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>Says whether a smaller scenario still shows the finding. The same question gets the same answer.</summary>
public interface IShrinkTrial
{
    /// <summary>
    /// True if the text is a valid scenario whose run still gives the finding, and which is as sound as before when its faults rest.
    /// </summary>
    bool Holds(Scenario scenario);

    /// <summary>The fault points of a scenario, none of which is failed; empty when it is no scenario.</summary>
    ImmutableArray<FaultPoint> PointsOf(Scenario scenario);
}
