namespace Verifier.Kernel;

/// <summary>An array in the driver's memory whose elements a routine of the driver compares. Elements are compared where they lie.</summary>
internal sealed class CrtSort(Machine machine, ulong array, ulong width, ulong compare)
{
    /// <summary>Sorts so many elements: a heap sort, which needs no memory.</summary>
    public IEnumerator<KernelAction> Sort(ulong number)
    {
        for (var root = number / 2; root-- > 0;)
        {
            yield return KernelAction.Run(SiftDown(root, number));
        }

        for (var last = number; last-- > 1;)
        {
            Swap(0, last);
            yield return KernelAction.Run(SiftDown(0, last));
        }
    }

    /// <summary>Finds an element equal to a key; the result is its address or 0.</summary>
    public IEnumerator<KernelAction> Find(ulong key, ulong number)
    {
        var (low, high) = (0UL, number);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            yield return Compare(key, At(middle));
            var order = (int)machine.Scheduler.Current.Result;
            if (order == 0)
            {
                machine.Scheduler.Current.Result = At(middle);
                yield break;
            }

            (low, high) = order < 0 ? (low, middle) : (middle + 1, high);
        }

        machine.Scheduler.Current.Result = 0;
    }

    private IEnumerator<KernelAction> SiftDown(ulong root, ulong end)
    {
        while ((2 * root) + 1 < end)
        {
            var child = (2 * root) + 1;
            if (child + 1 < end)
            {
                yield return Compare(At(child), At(child + 1));
                child += (int)machine.Scheduler.Current.Result < 0 ? 1UL : 0;
            }

            yield return Compare(At(root), At(child));
            if ((int)machine.Scheduler.Current.Result >= 0)
            {
                yield break;
            }

            Swap(root, child);
            root = child;
        }
    }

    private ulong At(ulong index) => array + (index * width);

    private KernelAction Compare(ulong first, ulong second) => KernelAction.Invoke(RoutineKind.Comparison, compare, first, second);

    private void Swap(ulong first, ulong second)
    {
        for (ulong i = 0; i < width; i++)
        {
            var kept = machine.Memory.Read<byte>(At(first) + i);
            machine.Memory.Write(At(first) + i, machine.Memory.Read<byte>(At(second) + i));
            machine.Memory.Write(At(second) + i, kept);
        }
    }
}
