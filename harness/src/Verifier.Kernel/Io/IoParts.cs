namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class IoParts
{
    extension(Machine machine)
    {
        /// <summary>The I/O manager, plug and play, power.</summary>
        public IoSystem Io => machine.Part<IoSystem>(MachinePart.Io);
    }
}
