namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class HivesParts
{
    extension(Machine machine)
    {
        /// <summary>Keys and values; a scenario may set some before it loads a driver.</summary>
        public Registry Registry => machine.Part<Registry>(MachinePart.Registry);
    }
}
