namespace Verifier.Kernel;

/// <summary>Passes over the rounds of threads that do the same again and again.</summary>
internal interface ISteadyRounds
{
    /// <summary>Another thread does something: the states that were seen so far are void.</summary>
    void Forget();

    /// <summary>Only consumers will do something before a point in time: passes over as many of their rounds as end before it.</summary>
    /// <param name="waiting">All threads that wait, in order.</param>
    /// <param name="next">The one that is next.</param>
    /// <param name="horizon">The time at which another thread may do something.</param>
    void Look(List<SimulatedThread> waiting, SimulatedThread next, long horizon);
}
