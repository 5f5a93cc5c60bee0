using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Execution;

/// <summary>Gives a machine what a script says of it, before the workload begins: the device, its hardware, the registry.</summary>
internal static class MachineSetup
{
    /// <summary>Applies the script of a plan to a machine.</summary>
    /// <param name="machine">A machine that was just reset.</param>
    /// <param name="plan">The plan.</param>
    public static void Apply(Machine machine, Plan plan)
    {
        DeviceSetup.Apply(machine, plan.Scenario.Device);
        HardwareSetup.Apply(machine, plan);

        // Its paths depend on the device.
        RegistrySetup.Apply(machine, plan);
    }
}
