using Verifier.Engine.Observation;

namespace Verifier.Engine.Verdicts;

/// <summary>One oracle: reads an observation and names what the driver did wrong. Each says in its summary what it does not check.</summary>
internal interface IChecker
{
    IEnumerable<Finding> Check(RunObservation run);
}
