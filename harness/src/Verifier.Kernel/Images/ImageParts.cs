namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class ImageParts
{
    extension(Machine machine)
    {
        public ImageLoader Images => machine.Part<ImageLoader>(MachinePart.Images);

        public RunningCall Call => machine.Part<RunningCall>(MachinePart.Call);

        /// <summary>The driver on whose behalf kernel code runs now; null when the kernel runs for itself.</summary>
        public DriverImage? Caller
        {
            get => machine.Call.Caller;
            set => machine.Call.Caller = value;
        }

        /// <summary>The import that a driver is calling now; null outside of one.</summary>
        public Ddi? CurrentDdi
        {
            get => machine.Call.Ddi;
            set => machine.Call.Ddi = value;
        }
    }
}
