namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class ResourcesParts
{
    extension(Machine machine)
    {
        /// <summary>The resources that drivers hold, besides pool blocks.</summary>
        public ResourceLedger Resources => machine.Part<ResourceLedger>(MachinePart.Resources);
    }
}
