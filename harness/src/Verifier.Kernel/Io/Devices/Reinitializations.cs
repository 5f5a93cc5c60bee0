namespace Verifier.Kernel;

/// <summary>
/// Reinitialize routines: called in the order of their registration when DriverEntry has succeeded; each call may register another one. The kernel
/// counts the calls of a driver.
/// </summary>
internal sealed class Reinitializations(Machine machine)
{
    private readonly List<(ulong Driver, ulong Routine, ulong Context)> _registered = [];

    /// <summary>IoRegisterDriverReinitialization.</summary>
    public void Register(ulong driver, ulong routine, ulong context) => _registered.Add((driver, routine, context));

    /// <summary>DriverEntry has succeeded: the sequence of the calls.</summary>
    public IEnumerator<KernelAction> Run(ulong driver)
    {
        for (var count = 1UL; _registered.FindIndex(r => r.Driver == driver) is >= 0 and var index; count++)
        {
            var (_, routine, context) = _registered[index];
            _registered.RemoveAt(index);
            yield return KernelAction.Invoke(RoutineKind.Reinitialization, routine, driver, context, count);
            IrqlReturn.Verify(machine, routine, KIRQL.PASSIVE_LEVEL);
        }
    }

    /// <summary>DriverEntry has failed, though it registered a routine.</summary>
    public void Drop(ulong driver, string name)
    {
        if (_registered.RemoveAll(r => r.Driver == driver) > 0)
        {
            machine.Note(new RuleBreach(
                "Reinitialize routine of a driver that fails",
                $"DriverEntry of {name} failed after it called IoRegisterDriverReinitialization; the routine would be called in an image that is gone."));
        }
    }

    public void Reset() => _registered.Clear();
}
