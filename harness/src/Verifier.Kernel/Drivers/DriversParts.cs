namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class DriversParts
{
    extension(Machine machine)
    {
        /// <summary>Loads and unloads drivers.</summary>
        public DriverLoader Drivers => machine.Part<DriverLoader>(MachinePart.Drivers);

        /// <summary>Export drivers: DLLs for the kernel.</summary>
        public ExportDrivers ExportDrivers => machine.Part<ExportDrivers>(MachinePart.ExportDrivers);
    }
}
