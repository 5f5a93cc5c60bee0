namespace Verifier.Kernel;

/// <summary>The state that the executive keeps for drivers beside memory and I/O. Its parts are here by name.</summary>
internal sealed class Executive(Machine machine)
{
    /// <summary>Timers that ExAllocateTimer allocates.</summary>
    public ExTimers Timers { get; } = new(machine);

    public Rundowns Rundowns { get; } = new(machine);

    /// <summary>Callback objects.</summary>
    public Callbacks Callbacks { get; } = new(machine);

    /// <summary>Routines that drivers registered for what never happens here.</summary>
    public Registrations Registrations { get; } = new(machine);

    /// <summary>Sections, and the views of them.</summary>
    public Sections Sections { get; } = new(machine);

    /// <summary>Memory of processes.</summary>
    public ProcessRegions Regions { get; } = new(machine);

    /// <summary>Open symbolic links.</summary>
    public LinkObjects Links { get; } = new(machine);

    /// <summary>Threads whose hard errors are disabled, and their affinities.</summary>
    public ThreadSettings Threads { get; } = new(machine);

    /// <summary>Structures in the kernel's own image that routines give pointers to.</summary>
    public SharedStructures Shared { get; } = new(machine);

    public void Reset()
    {
        Timers.Reset();
        Rundowns.Reset();
        Callbacks.Reset();
        Registrations.Reset();
        Sections.Reset();
        Regions.Reset();
        Links.Reset();
        Threads.Reset();
        Shared.Reset();
    }
}
