namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class IoParts
{
    extension(Machine machine)
    {
        /// <summary>The I/O manager, plug and play, power.</summary>
        public IoSystem Io => machine.Part<IoSystem>(MachinePart.Io);
    }
}
