using CcDemo.Producer;

return await ProducerApp.RunAsync(args);
