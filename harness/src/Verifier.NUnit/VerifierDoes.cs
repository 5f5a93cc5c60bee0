using NUnit.Framework;
using Verifier.Scenarios.Model;

namespace Verifier.NUnit;

/// <summary>Verifier's constraints, beside NUnit's own: <c>Assert.That(driver, Does.SurviveEveryAllocationFailure.In(scenario))</c>.</summary>
public static class VerifierDoes
{
    extension(Does)
    {
        /// <summary>
        /// Every call of the driver that can fail for lack of resources is made to fail, once and persistently, and so is each that exists only
        /// because of another's failure. The driver must absorb or propagate each. Say with <c>In</c> in which scenario.
        /// </summary>
        public static SurvivalExpression SurviveEveryAllocationFailure =>
            new(ExploreStrategies.Each | ExploreStrategies.Persistent | ExploreStrategies.Second);

        /// <summary>As <c>SurviveEveryAllocationFailure</c>, by strategies of one's own choice.</summary>
        public static SurvivalExpression Survive(ExploreStrategies strategies) => new(strategies);

        /// <summary>The scenario runs with its own faults, and what comes of it is what it expects.</summary>
        public static ExpectationConstraint GoAsExpected => new();
    }
}
