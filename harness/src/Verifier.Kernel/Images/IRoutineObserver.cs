namespace Verifier.Kernel;

/// <summary>Watches the routines of drivers: the frames of a trace.</summary>
internal interface IRoutineObserver
{
    /// <summary>A driver routine is about to run, as what it is registered.</summary>
    void RoutineEntered(DriverRoutine routine, RoutineKind kind, ulong a0, ulong a1, ulong a2, ulong a3);

    /// <summary>A driver routine returned.</summary>
    void RoutineReturned(DriverRoutine routine, ulong result);
}
