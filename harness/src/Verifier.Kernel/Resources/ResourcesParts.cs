namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class ResourcesParts
{
    extension(Machine machine)
    {
        /// <summary>What drivers hold, besides pool blocks.</summary>
        public ResourceLedger Resources => machine.Part<ResourceLedger>(MachinePart.Resources);
    }
}
