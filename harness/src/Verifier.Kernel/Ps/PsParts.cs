namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class PsParts
{
    extension(Machine machine)
    {
        /// <summary>System threads of drivers.</summary>
        public SystemThreads SystemThreads => machine.Part<SystemThreads>(MachinePart.SystemThreads);

        /// <summary>The routines that are told of processes, threads and images.</summary>
        public NotifyRoutines NotifyRoutines => machine.Part<NotifyRoutines>(MachinePart.NotifyRoutines);

        /// <summary>Processes, threads and images that come and go.</summary>
        public ProcessEvents ProcessEvents => machine.Part<ProcessEvents>(MachinePart.ProcessEvents);
    }
}
