namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class PsParts
{
    extension(Machine machine)
    {
        /// <summary>System threads of drivers.</summary>
        public SystemThreads SystemThreads => machine.Part<SystemThreads>(MachinePart.SystemThreads);

        /// <summary>Who is told of processes, threads and images.</summary>
        public NotifyRoutines NotifyRoutines => machine.Part<NotifyRoutines>(MachinePart.NotifyRoutines);

        /// <summary>Processes, threads and images that come and go.</summary>
        public ProcessEvents ProcessEvents => machine.Part<ProcessEvents>(MachinePart.ProcessEvents);
    }
}
