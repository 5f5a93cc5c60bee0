namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class SeParts
{
    extension(Machine machine)
    {
        /// <summary>Tokens, and the security of objects.</summary>
        public SecuritySystem Security => machine.Part<SecuritySystem>(MachinePart.Security);
    }
}
