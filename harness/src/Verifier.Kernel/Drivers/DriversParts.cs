namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class DriversParts
{
    extension(Machine machine)
    {
        public ImageLoader Images => machine.Part<ImageLoader>(MachinePart.Images);

        /// <summary>Export drivers: DLLs for the kernel.</summary>
        public ExportDrivers ExportDrivers => machine.Part<ExportDrivers>(MachinePart.ExportDrivers);
    }
}
