namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class CmParts
{
    extension(Machine machine)
    {
        /// <summary>Open keys.</summary>
        public KeyObjects Keys => machine.Part<KeyObjects>(MachinePart.Keys);

        public RegistryQuery RegistryQuery => machine.Part<RegistryQuery>(MachinePart.RegistryQuery);
    }
}
