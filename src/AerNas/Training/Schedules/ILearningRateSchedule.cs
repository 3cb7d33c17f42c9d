namespace AerNas.Training.Schedules;

/// <summary>The learning rate of the network weights, epoch by epoch; constant within an epoch.</summary>
public interface ILearningRateSchedule
{
    /// <summary>The learning rate of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are.</param>
    double At(int epoch, int epochs);
}
