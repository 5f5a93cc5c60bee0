using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>The keys and values of a script's <c>registry</c>.</summary>
internal static class RegistrySetup
{
    private const string LocalMachine = @"\Registry\Machine";

    /// <summary>Makes the keys and sets the values.</summary>
    public static void Apply(Machine machine, Plan plan)
    {
        var data = new WorkloadData(plan.Seed, WorkloadData.RegistryStream);
        foreach (var key in plan.Scenario.Registry)
        {
            var path = $@"{PathOf(key.Root, machine.Io.Pnp.Identity, plan.Driver.Name)}\{key.Path}";
            machine.Registry.CreatePath(path);
            foreach (var value in key.Values)
            {
                machine.Registry.Set(path, value.Name, (REG_TYPE)value.Type, data.Bytes(value.Data).ToArray());
            }
        }
    }

    private static string PathOf(RegistryRoot root, DeviceIdentity device, string driver) => root switch
    {
        RegistryRoot.Service => Registry.Services + driver,
        RegistryRoot.Device => device.HardwareKey(driver),
        RegistryRoot.Driver => device.SoftwareKey(),
        RegistryRoot.Class => device.ClassKey,
        _ => LocalMachine,
    };
}
